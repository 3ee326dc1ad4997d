package dev.trellis.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.host.instance.Correlation;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.task.TaskView;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The elements of BPMN that must run, each as a small process. */
final class ElementsIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String name : List.of(
                "chain",
                "single",
                "mapped",
                "loop",
                "sequence",
                "gateways",
                "boundary-timer",
                "error",
                "waiting",
                "scopes",
                "terminate",
                "people",
                "caller",
                "called",
                "race")) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("one", "two", "three", "each", "after")) {
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
    void shouldRunTasksOfBothNotationsInOrder() {
        // given
        InstanceView instance = driver.start("test.chain", Map.of("n", 1));

        // when
        driver.runToRest(task -> Map.of("by_" + task.context().tags().get("element"), true));

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.tasks(instance)).extracting(TaskView::element).containsExactly("one", "two", "three");
        assertThat(driver.variables(instance))
                .containsEntry("n", 1)
                .containsEntry("by_one", true)
                .containsEntry("by_two", true)
                .containsEntry("by_three", true);
    }

    @Test
    void shouldMapInputsAndOutputsOfBothNotations() {
        // given
        InstanceView instance = driver.start(
                "test.mapped", Map.of("name", "Ada", "a", 2, "b", 40, "files", List.of("s3://bucket/one.csv")));

        // when
        LeasedTask one = only(driver.lease());
        driver.succeed(one, Map.of("text", "Hi", "noise", 1));
        LeasedTask two = only(driver.lease());
        driver.succeed(two, Map.of("reply", Map.of("ok", true), "noise", 2));

        // then
        assertThat(inputs(one)).isEqualTo(Map.of("greeting", "Hello Ada", "sum", 42));
        assertThat(one.artifactsIn()).extracting(ref -> ref.uri()).containsExactly("s3://bucket/one.csv");
        assertThat(one.demand().versionRange()).isEqualTo("^1.0");
        assertThat(one.demand().pinnedVersion()).isEqualTo("1.0.0");
        assertThat(inputs(two)).isEqualTo(Map.of("said", "Hi", "twice", 4));
        assertThat(driver.variables(instance))
                .containsEntry("answer", "Hi")
                .containsEntry("final", Map.of("ok", true))
                .doesNotContainKey("noise");
    }

    @Test
    void shouldPassTheInputsThatTheSchemaNames() {
        // given
        driver.registry.taskType(
                "test.one", "1.1.0", Effect.PURE, TaskPolicy.NONE, "{\"properties\":{\"a\":{},\"missing\":{}}}");
        InstanceView instance = driver.start("test.single", Map.of("a", 1, "b", 2));

        // when
        LeasedTask task = only(driver.lease());

        // then
        assertThat(inputs(task)).isEqualTo(Map.of("a", 1));
        driver.succeed(task, Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldJoinFiftyTurnsOfALoopInOneBatch() {
        // given
        List<Integer> items = IntStream.range(0, 50).boxed().toList();
        InstanceView instance = driver.start("test.loop", Map.of("items", items));

        // when
        driver.runToRest(task -> Map.of("echo", inputs(task).getOrDefault("item", "none")));

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.tasks(instance)).hasSize(51);
        assertThat(driver.variables(instance).get("results"))
                .isEqualTo(items.stream().map(item -> Map.of("echo", item)).toList());
    }

    @Test
    void shouldTakeTheTurnsOfASequentialLoopOneAfterTheOther() {
        // given
        InstanceView instance = driver.start("test.sequence", Map.of("items", List.of("x", "y", "z")));

        // when
        LeasedTask first = only(driver.lease());
        driver.succeed(first, Map.of("of", 0));
        LeasedTask second = only(driver.lease());
        driver.succeed(second, Map.of("of", 1));
        driver.succeed(only(driver.lease()), Map.of("of", 2));

        // then
        assertThat(driver.tasks(instance)).extracting(TaskView::loopIndex).containsExactly(0, 1, 2);
        assertThat(driver.variables(instance).get("results"))
                .isEqualTo(List.of(Map.of("of", 0), Map.of("of", 1), Map.of("of", 2)));
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldCancelTheOtherTurnsWhenTheLoopIsDecided() {
        // given
        InstanceView instance = driver.start("test.race", Map.of("items", List.of(1, 2, 3)));
        List<LeasedTask> turns = driver.lease();

        // when
        driver.succeed(turns.getFirst(), Map.of());

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.tasks(instance))
                .extracting(task -> task.status().status())
                .containsExactlyInAnyOrder("succeeded", "cancelled", "cancelled");
    }

    @Test
    void shouldDecideForkAndJoinAtGateways() {
        // given
        InstanceView instance = driver.start("test.gateways", Map.of("amount", 150, "colours", List.of("red", "blue")));

        // when
        driver.runToRest(task -> Map.of());

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.tasks(instance))
                .extracting(TaskView::element)
                .containsExactlyInAnyOrder("large_task", "left", "right", "red", "blue");
    }

    @Test
    void shouldCancelTheTaskWhenItsBoundaryTimerFires() {
        // given
        InstanceView instance = driver.start("test.boundary-timer", Map.of());
        LeasedTask slow = only(driver.lease());

        // when
        LeasedTask rescue =
                Eventually.get(() -> driver.lease(), tasks -> !tasks.isEmpty()).getFirst();

        // then
        assertThat(rescue.context().tags()).containsEntry("element", "rescue");
        assertThat(driver.status(slow)).isEqualTo("cancelled");
        driver.succeed(rescue, Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldFollowTheErrorPathWhenTheModelCatchesTheCode() {
        // given
        InstanceView instance = driver.start("test.error", Map.of());
        LeasedTask risky = only(driver.lease());

        // when
        driver.fail(risky, "stock.empty", false);

        // then
        LeasedTask fallback = only(driver.lease());
        assertThat(fallback.context().tags()).containsEntry("element", "fallback");
        assertThat(driver.status(risky)).isEqualTo("failed");
        driver.succeed(fallback, Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldTakeTheMessageThatTheGatewayWaitsFor() {
        // given
        InstanceView mine = driver.start("test.waiting", Map.of("patience", "PT1H", "order", 1));
        InstanceView other = driver.start("test.waiting", Map.of("patience", "PT1H", "order", 2));

        // when
        String addressee = driver.kernel
                .services()
                .instances()
                .message(new Correlation(
                        KernelDriver.ANNA,
                        "payment",
                        null,
                        null,
                        new Json("{\"order\":1}"),
                        new Json("{\"paid\":10}")));

        // then
        assertThat(addressee).isEqualTo(mine.id());
        LeasedTask ship = only(driver.lease());
        assertThat(inputs(ship)).containsEntry("paid", 10);
        driver.succeed(ship, Map.of());
        assertThat(driver.state(mine)).isEqualTo("completed");
        assertThat(driver.kernel.services().instances().signal(KernelDriver.ANNA, "halt", Json.EMPTY_OBJECT))
                .isEqualTo(1);
        assertThat(driver.state(other)).isEqualTo("completed");
    }

    @Test
    void shouldTakeTheTimerOfAnEventGatewayWithinTwoSecondsOfItsTime() {
        // given
        long started = System.nanoTime();
        InstanceView instance = driver.start("test.waiting", Map.of("patience", "PT1S"));

        // when
        LeasedTask remind =
                Eventually.get(() -> driver.lease(), tasks -> !tasks.isEmpty()).getFirst();

        // then
        assertThat(System.nanoTime() - started).isBetween(1_000_000_000L, 3_000_000_000L);
        driver.succeed(remind, Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldLeaveASubProcessByItsEscalation() {
        // given
        InstanceView odd = driver.start("test.scopes", Map.of());

        // when
        driver.succeed(only(driver.lease()), Map.of("odd", true));
        LeasedTask lookInto = only(driver.lease());
        driver.succeed(lookInto, Map.of());

        // then
        assertThat(lookInto.context().tags()).containsEntry("element", "look_into");
        assertThat(driver.state(odd)).isEqualTo("completed");
    }

    @Test
    void shouldCancelWhatRunsWhenATerminateEndIsReached() {
        // given
        InstanceView instance = driver.start("test.terminate", Map.of());
        List<LeasedTask> tasks = driver.lease();

        // when
        tasks.stream()
                .filter(task -> "short".equals(task.context().tags().get("element")))
                .forEach(task -> driver.succeed(task, Map.of()));

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.tasks(instance))
                .extracting(task -> task.element() + " " + task.status().status())
                .containsExactlyInAnyOrder("long cancelled", "short succeeded");
    }

    @Test
    void shouldEvaluateARuleAndAskAPerson() {
        // given
        InstanceView instance = driver.start("test.people", Map.of("amount", 150));
        var people = driver.kernel.services().userTasks();

        // when
        var task = people.list("default").getFirst();
        people.complete(KernelDriver.ANNA, task.id(), new Json("{\"approved\":true}"));

        // then
        assertThat(task.name()).isEqualTo("Approve 150");
        assertThat(task.candidates()).containsExactly("group:approver");
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.variables(instance))
                .containsEntry("needs_approval", true)
                .containsEntry("approved", true);
    }

    @Test
    void shouldCallAnotherProcessInItsPinnedVersion() {
        // given
        InstanceView instance = driver.start("test.caller", Map.of("order", 7));
        driver.registry.process("test.called", "2.0.0", "single.bpmn");

        // when
        LeasedTask inside = only(driver.lease());
        driver.succeed(inside, Map.of("result", 49));
        LeasedTask after = only(driver.lease());

        // then
        assertThat(inside.context().tags())
                .containsEntry("element", "inside")
                .containsEntry("process_version", "1.0.0");
        assertThat(inputs(inside)).isEqualTo(Map.of("given", 7));
        assertThat(inputs(after)).containsEntry("answer", 49);
        driver.succeed(after, Map.of());
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    private static LeasedTask only(List<LeasedTask> tasks) {
        assertThat(tasks).hasSize(1);
        return tasks.getFirst();
    }

    private static Map<String, @Nullable Object> inputs(LeasedTask task) {
        return JsonValues.object(((Payload.Inline) task.inputs()).json());
    }
}
