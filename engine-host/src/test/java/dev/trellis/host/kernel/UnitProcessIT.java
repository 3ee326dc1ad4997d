package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Priority;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.InstanceQuery;
import dev.trellis.host.instance.InstanceState;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.task.TaskView;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Task types whose executor is a process: who calls one cannot tell it from a function. */
final class UnitProcessIT {
    private static final String ENTRY = """
            {"kind": "tde", "name": "%s", "version": "1.0.0", "adapter": "process", "ref": "%s", "effect": "idempotent",
             "data_classes": ["pii"],
             "output_schema": {"type": "object", "required": ["result"], "properties": {"result": {"type": "integer"}}}}""";
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.entry(ENTRY.formatted("test.risky", "unit.inner@^1"));
        driver.registry.process("test.error", "1.0.0", "error.bpmn", Map.of("n", "pii"));
        driver.registry.processFrom("single.bpmn", "unit.inner", "test.one", "unit.step");
        driver.registry.entry(ENTRY.formatted("unit.again", "unit.self"));
        driver.registry.processFrom("single.bpmn", "unit.self", "test.one", "unit.again");
        driver.registry.taskType("test.fallback");
        driver.registry.entry("""
                {"kind": "tde", "name": "unit.step", "version": "1.0.0", "adapter": "python", "ref": "inline:",
                 "effect": "idempotent", "data_classes": ["pii"]}""");
        driver.registry.entry("""
                {"kind": "policy", "name": "sees", "version": "1.0.0", "task_types": ["*"],
                 "guard_rails": {"data": {"see": ["public", "internal", "pii"]}}}""");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    /** What executes a task is taken back with it, here or by a sweep that is quicker. */
    @AfterEach
    void clear() {
        var instances = driver.kernel.services().instances();
        for (InstanceView each : instances.list(new InstanceQuery("default", InstanceState.RUNNING, null, null, 100))) {
            try {
                instances.cancel(ANNA, each.id(), "the test is over");
            } catch (RefusedException gone) {
                assertThat(gone).hasMessageContaining("already");
            }
        }
    }

    @Test
    void shouldTakeInputsAsVariablesAndPromisedVariablesAsOutputs() {
        // given
        InstanceView caller = driver.start("test.error", Map.of("given", 3));
        LeasedTask step = step();

        // when
        String meanwhile = Eventually.get(() -> task(caller).status().status(), "running"::equals);
        driver.succeed(step, Map.of("result", 7, "noise", 1));
        String state = Eventually.get(() -> driver.state(caller), "completed"::equals);

        // then
        assertThat(meanwhile).isEqualTo("running");
        assertThat(Undoing.inputs(step)).containsEntry("given", 3);
        assertThat(step.context().tags().get("instance")).isNotEqualTo(caller.id());
        assertThat(state).isEqualTo("completed");
        assertThat(driver.variables(caller)).containsEntry("result", 7).doesNotContainKey("noise");
    }

    @Test
    void shouldThrowInTheCallerWhatItCatchesAndTakeTheInstanceBack() {
        // given
        InstanceView caller = driver.start("test.error", Map.of());
        LeasedTask step = step();

        // when
        driver.fail(step, "stock.empty", false);
        LeasedTask fallback =
                Eventually.get(driver::lease, tasks -> !tasks.isEmpty()).getFirst();

        // then
        assertThat(fallback.demand().taskType()).isEqualTo("test.fallback");
        assertThat(task(caller).status().status()).isEqualTo("failed");
        assertThat(child(step).state().word()).isEqualTo("cancelled");
    }

    @Test
    void shouldLeaveToAPersonWhatNobodyCatchesAndFailTheTaskWhenTheInstanceIsTakenBack() {
        // given
        InstanceView caller = driver.start("test.error", Map.of());
        LeasedTask step = step();
        driver.fail(step, "disk.full", false);
        List<IncidentView> inside = open(child(step));
        String meanwhile = Eventually.get(() -> task(caller).status().status(), "running"::equals);

        // when
        driver.kernel.services().instances().cancel(ANNA, child(step).id(), "hopeless");
        List<IncidentView> outside = Eventually.get(() -> open(caller), incidents -> !incidents.isEmpty());

        // then
        assertThat(inside).hasSize(1);
        assertThat(meanwhile).isEqualTo("running");
        assertThat(outside.getFirst().message()).contains("process_ended_early", "hopeless");
    }

    @Test
    void shouldTakeTheInstanceBackWhenItsTaskIsCancelled() {
        // given
        InstanceView caller = driver.start("test.error", Map.of());
        LeasedTask step = step();

        // when
        driver.kernel.services().instances().cancel(ANNA, caller.id(), "not wanted");
        String state = Eventually.get(() -> child(step).state().word(), "cancelled"::equals);

        // then
        assertThat(state).isEqualTo("cancelled");
        assertThat(driver.status(step)).isEqualTo("cancelled");
    }

    @Test
    void shouldStartOneInstanceForAnAttemptThatIsBegunTwice() {
        // given
        InstanceView caller = driver.start("test.error", Map.of());
        LeasedTask step = step();
        driver.kernel
                .database()
                .run(handle -> handle.execute(
                        "update task set status = 'leased',"
                                + " lease_until = clock_timestamp() - interval '1 second' where instance_id = ?",
                        caller.id()));

        // when
        List<LeasedTask> again = driver.lease();
        Eventually.get(() -> task(caller).status().status(), "running"::equals);
        driver.succeed(step, Map.of("result", 1));
        Eventually.get(() -> driver.state(caller), "completed"::equals);

        // then
        assertThat(again).isEmpty();
        assertThat(running("unit.inner")).isEmpty();
    }

    @Test
    void shouldBoundProcessesThatRunThemselves() {
        // given
        InstanceView outermost = driver.start("unit.self", Map.of());

        // when
        List<IncidentView> incidents = Eventually.get(
                () -> {
                    driver.lease();
                    return driver.kernel.services().incidents().list(new IncidentQuery("default", "open", null, 10));
                },
                all -> !all.isEmpty());

        // then
        assertThat(incidents).singleElement().satisfies(incident -> assertThat(incident.message())
                .contains("process_too_deep"));
        assertThat(running("unit.self")).hasSize(9);
        driver.kernel.services().instances().cancel(ANNA, outermost.id(), "enough");
        assertThat(Eventually.get(() -> running("unit.self"), List::isEmpty)).isEmpty();
    }

    @Test
    void shouldInheritPriorityAndClassesOfData() {
        // given
        driver.start("test.error", Map.of("n", "Ada"));
        driver.kernel.database().run(handle -> handle.execute("update task set priority = 3 where status = 'ready'"));

        // when
        LeasedTask step = step();

        // then
        assertThat(driver.tasks(child(step)).getFirst().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(step.context().dataClasses()).containsExactly("pii");
        driver.succeed(step, Map.of("result", 1));
    }

    @Test
    void shouldHoldOutputsAgainstTheSchema() {
        // given
        InstanceView caller = driver.start("test.error", Map.of());
        LeasedTask step = step();

        // when
        driver.succeed(step, Map.of("result", "seven"));
        List<IncidentView> incidents = Eventually.get(() -> open(caller), all -> !all.isEmpty());

        // then
        assertThat(incidents.getFirst().message()).contains("outputs_invalid", "$.result");
    }

    /** Has the task of the caller begun, and takes that of its process. */
    private static LeasedTask step() {
        return Eventually.get(driver::lease, tasks -> !tasks.isEmpty()).getFirst();
    }

    private static TaskView task(InstanceView caller) {
        return driver.tasks(caller).getFirst();
    }

    private static InstanceView child(LeasedTask step) {
        return driver.kernel
                .services()
                .instances()
                .find("default", step.context().tags().getOrDefault("instance", ""))
                .orElseThrow();
    }

    private static List<InstanceView> running(String process) {
        return driver
                .kernel
                .services()
                .instances()
                .list(new InstanceQuery("default", null, process, null, 100))
                .stream()
                .filter(instance -> instance.endedAt() == null)
                .toList();
    }

    private static List<IncidentView> open(InstanceView instance) {
        return driver.kernel.services().incidents().list(new IncidentQuery("default", "open", instance.id(), 10));
    }
}
