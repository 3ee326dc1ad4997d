package dev.trellis.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.testkit.KernelDriver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Loops whose turns are scopes, loops without a turn, and inclusive gateways within a loop back. */
final class LoopsIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String name : List.of("empty-loops", "loop-of-scopes", "loop-of-calls", "called", "inclusive-round")) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        for (String type : List.of("one", "two", "three", "each", "inside", "after")) {
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
    void shouldGatherAnEmptyArrayWhenALoopHasNoTurn() {
        // given
        Map<String, Object> nothing = Map.of("items", List.of());

        // when
        InstanceView instance = driver.start("test.empty-loops", nothing);

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.variables(instance))
                .isEqualTo(Map.of("items", List.of(), "collected", List.of(), "gathered", List.of()));
    }

    @Test
    void shouldNotShowATurnWhatTheTurnBeforeItFound() {
        // given
        InstanceView instance = driver.start("test.empty-loops", Map.of("items", List.of(1, 2)));

        // when
        driver.runToRest(task -> number("item", task) == 1 ? Map.of("found", 1) : Map.of());

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.variables(instance))
                .containsEntry("collected", List.of(Map.of("found", 1), Map.of()))
                .containsEntry("gathered", List.of(Map.of("found", 1), Map.of()));
    }

    @Test
    void shouldKeepWhatASubProcessWritesInItsTurnOfALoop() {
        // given
        InstanceView instance = driver.start("test.loop-of-scopes", Map.of("items", List.of(3, 4)));

        // when
        List<LeasedTask> tasks = new ArrayList<>(driver.lease());
        while (!tasks.isEmpty()) {
            Collections.reverse(tasks);
            tasks.forEach(task -> driver.succeed(task, found(task)));
            tasks = new ArrayList<>(driver.lease());
        }

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(JsonValues.text(driver.variables(instance)))
                .isEqualTo("{\"all\":["
                        + "{\"double\":60,\"found\":30,\"item\":3,\"parts\":[{\"of\":60},{\"of\":60}]},"
                        + "{\"double\":80,\"found\":40,\"item\":4,\"parts\":[{\"of\":80},{\"of\":80}]}],"
                        + "\"items\":[3,4]}");
    }

    @Test
    void shouldKeepWhatACalledProcessReturnsInItsTurnOfALoop() {
        // given
        InstanceView instance = driver.start("test.loop-of-calls", Map.of("items", List.of(3, 4)));

        // when
        driver.runToRest(LoopsIT::found);

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.variables(instance))
                .isEqualTo(Map.of("items", List.of(3, 4), "all", List.of(Map.of("found", 30), Map.of("found", 40))));
    }

    private static Map<String, ?> found(LeasedTask task) {
        int twice = number("double", task);
        return twice > 0 ? Map.of("of", twice) : Map.of("found", number("item", task) * 10);
    }

    @Test
    void shouldPassAnInclusiveGatewayWhenWhatIsBesideItCouldReachItByAnotherRound() {
        // given
        InstanceView instance = driver.start("test.inclusive-round", Map.of("colours", List.of("red", "blue")));
        List<LeasedTask> first = driver.lease();
        LeasedTask beside = of("beside", first);

        // when
        driver.succeed(of("red", first), Map.of());
        List<LeasedTask> early = driver.lease();
        driver.succeed(of("blue", first), Map.of());
        LeasedTask after = of("after", driver.lease());

        // then
        assertThat(early).isEmpty();
        driver.succeed(after, Map.of());
        driver.succeed(beside, Map.of("again", true));
        driver.runToRest(task -> Map.of("again", false));
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.tasks(instance)).hasSize(8);
    }

    private static LeasedTask of(String element, List<LeasedTask> tasks) {
        return tasks.stream()
                .filter(task -> element.equals(task.context().tags().get("element")))
                .findFirst()
                .orElseThrow();
    }

    /** An input; 0 when there is none of that name. */
    private static int number(String name, LeasedTask task) {
        Object value =
                JsonValues.object(((Payload.Inline) task.inputs()).json()).get(name);
        return value instanceof Integer number ? number : 0;
    }
}
