package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.command.Caller;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.testkit.KernelDriver;
import dev.trellis.host.usertask.UserTaskView;
import dev.trellis.host.usertask.UserTasks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Loops that gather variables of their turns. */
final class GatheringIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String name : List.of("gather-people", "gather")) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("each", "after")) {
            driver.registry.taskType("test." + type);
        }
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        driver.clear();
    }

    @Test
    void shouldGatherTheOutputsOfALoopOfPeople() {
        // given
        InstanceView instance = driver.start("test.gather-people", Map.of("people", List.of("anna", "bob")));
        List<UserTaskView> tasks = people().list("default");

        // when
        tasks.stream().filter(task -> ANNA.name().equals(task.assignee())).forEach(task -> people().complete(
                        ANNA, task.id(), new Json("{\"vote\":\"yes\"}")));
        String last = only(people().list("default")).id();
        people().complete(new Caller("default", "bob"), last, new Json("{\"vote\":null}"));

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(JsonValues.text(driver.variables(instance).get("votes")))
                .isEqualTo("[{\"answer\":\"yes\",\"by\":\"ANNA\"},{\"answer\":null,\"by\":\"BOB\"}]");
        assertThat(driver.variables(instance)).doesNotContainKey("answer");
    }

    @Test
    void shouldGatherTheVariablesOfALoopInItsOrder() {
        // given
        InstanceView instance = driver.start("test.gather", Map.of("items", List.of(1, 2, 3)));

        // when
        driver.lease()
                .reversed()
                .forEach(task -> driver.succeed(
                        task, Map.of("parts", List.of("p" + inputs(task).get("item"), Map.of("deep", true)))));

        // then
        driver.succeed(only(driver.lease()), Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(JsonValues.text(driver.variables(instance).get("all")))
                .isEqualTo("[{\"of\":1,\"parts\":[\"p1\",{\"deep\":true}],\"weight\":2},"
                        + "{\"of\":2,\"parts\":[\"p2\",{\"deep\":true}],\"weight\":4},"
                        + "{\"of\":3,\"parts\":[\"p3\",{\"deep\":true}],\"weight\":6}]");
    }

    @Test
    void shouldLeaveNoVariableBehindWhenAGatheringLoopIsTakenBack() {
        // given
        InstanceView instance = driver.start("test.gather", Map.of("items", List.of(1, 2, 3)));
        driver.succeed(driver.lease().getFirst(), Map.of("parts", List.of()));

        // when
        instances().signal(ANNA, "stop", Json.EMPTY_OBJECT);

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        int left = driver.kernel.database().read(handle -> handle.createQuery(
                        "select count(*) from act_ru_variable where proc_inst_id_ = :id or scope_id_ = :id")
                .bind("id", instance.id())
                .mapTo(Integer.class)
                .one());
        assertThat(left).isZero();
    }

    private static Instances instances() {
        return driver.kernel.services().instances();
    }

    private static UserTasks people() {
        return driver.kernel.services().userTasks();
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Map<String, @Nullable Object> inputs(LeasedTask task) {
        return JsonValues.object(((Payload.Inline) task.inputs()).json());
    }
}
