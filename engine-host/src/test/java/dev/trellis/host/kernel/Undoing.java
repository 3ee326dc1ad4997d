package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.audit.AuditLine;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.testkit.KernelDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kernel whose tasks are undone, driven by hand. */
record Undoing(KernelDriver driver) {
    /** With these processes, and the task types that they name. */
    static Undoing of(String... processes) {
        KernelDriver driver = KernelDriver.fresh();
        for (String name : processes) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("book", "pay", "ship", "hotel", "flight", "each", "inner", "plain", "undo")) {
            driver.registry.taskType("test." + type);
        }
        driver.registry.taskType("test.registered.undo");
        driver.registry.undoneTaskType("test.registered", "test.registered.undo");
        driver.registry.undoneTaskType("test.itself", "test.itself");
        return new Undoing(driver);
    }

    /** Ends what runs, and what is undone then. */
    void clear() {
        driver.runToRest(task -> Map.of());
        driver.clear();
        driver.runToRest(task -> Map.of());
    }

    /** Executes all that is ready, and says what that was. */
    List<String> rest(Map<String, ?> outputs) {
        List<String> done = new ArrayList<>();
        driver.runToRest(task -> {
            done.add(element(task) + (task.action() == Action.COMPENSATE ? " compensate" : " execute"));
            return outputs;
        });
        return done;
    }

    /** Delivers that a task requires compensation. */
    void require(LeasedTask task) {
        Result required = new Result.CompensateRequired(new TaskError("sold.out", "no seat", false));
        assertThat(driver.deliver(outcome(task.attempt(), required))).isInstanceOf(Applied.Accepted.class);
    }

    /** The one task that is ready. */
    LeasedTask only() {
        List<LeasedTask> tasks = driver.lease();
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    static LeasedTask named(String element, List<LeasedTask> tasks) {
        return tasks.stream()
                .filter(task -> element(task).equals(element))
                .findFirst()
                .orElseThrow();
    }

    static String element(LeasedTask task) {
        return String.valueOf(task.context().tags().get("element"));
    }

    static Map<String, @Nullable Object> inputs(LeasedTask task) {
        return JsonValues.object(((Payload.Inline) task.inputs()).json());
    }

    @Nullable
    String compensation(InstanceView instance) {
        return driver.kernel
                .services()
                .instances()
                .find(instance.tenant(), instance.id())
                .orElseThrow()
                .compensation();
    }

    List<IncidentView> open(InstanceView instance) {
        return driver.kernel
                .services()
                .incidents()
                .list(new IncidentQuery(instance.tenant(), "open", instance.id(), 10));
    }

    List<String> kinds(InstanceView instance) {
        return driver.kernel.services().audit().read(instance.id()).stream()
                .map(AuditLine::kind)
                .toList();
    }
}
