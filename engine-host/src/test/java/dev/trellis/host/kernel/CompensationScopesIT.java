package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.StuckInstances;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.testkit.KernelDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is undone: of sub-processes, loops and called processes, by an event and where a task requires it. */
final class CompensationScopesIT {
    private static Undoing saga;
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        saga = Undoing.of(
                "undo-scopes",
                "undo-inside",
                "undo-loops",
                "undo-interrupted",
                "undo-required",
                "undo-caught",
                "undo-call",
                "undo-called");
        driver = saga.driver();
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        saga.clear();
    }

    @Test
    void shouldUndoACompletedSubProcessFromOutsideByHandlersAndTheRegistry() {
        // given
        InstanceView instance = driver.start("test.undo-scopes", Map.of());

        // when
        List<String> done = saga.rest(Map.of("id", 7));

        // then
        assertThat(done)
                .containsExactly(
                        "before execute",
                        "hotel execute",
                        "flight execute",
                        "after execute",
                        "after compensate",
                        "cancel_flight execute",
                        "cancel_hotel execute",
                        "before execute",
                        "last execute");
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.tasks(instance).get(7).taskType()).isEqualTo("test.registered.undo");
    }

    @Test
    void shouldUndoWhatIsInsideOnlyAndOnceWhenThrownInside() {
        // given
        InstanceView instance = driver.start("test.undo-inside", Map.of());

        // when
        List<String> done = saga.rest(Map.of());

        // then
        assertThat(done)
                .containsExactly(
                        "outside execute",
                        "hotel execute",
                        "flight execute",
                        "cancel_flight execute",
                        "cancel_hotel execute",
                        "last execute");
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldUndoEachTurnOfALoopWithItsOwnElement() {
        // given
        InstanceView instance = driver.start("test.undo-loops", Map.of("items", List.of(1, 2, 3)));
        List<LeasedTask> turns = driver.lease();
        for (int turn : List.of(2, 0, 1)) {
            driver.succeed(turns.get(turn), Map.of());
        }
        for (int turn = 0; turn < 3; turn++) {
            driver.succeed(saga.only(), Map.of());
        }

        // when
        List<Object> undone = new ArrayList<>();
        List<LeasedTask> undo = driver.lease();
        while (!undo.isEmpty()) {
            undone.add(Undoing.element(undo.getFirst())
                    + Undoing.inputs(undo.getFirst()).get("item"));
            driver.succeed(undo.getFirst(), Map.of());
            undo = driver.lease();
        }

        // then
        List<Object> expected = new ArrayList<>(List.of("undo_inner3", "undo_inner2", "undo_inner1"));
        List.of(1, 0, 2)
                .forEach(turn -> expected.add(
                        "undo_each" + Undoing.inputs(turns.get(turn)).get("item")));
        assertThat(undone).isEqualTo(expected);
        assertThat(driver.state(instance)).isEqualTo("completed");
    }

    @Test
    void shouldNotUndoASubProcessThatWasInterrupted() {
        // given
        InstanceView instance = driver.start("test.undo-interrupted", Map.of());
        driver.succeed(saga.only(), Map.of());

        // when
        driver.fail(saga.only(), "no.seat", false);

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldEndTheInstanceAndUndoAllWhenATaskRequiresItAndNothingCatchesIt() {
        // given
        InstanceView instance = driver.start("test.undo-required", Map.of());
        List<LeasedTask> both = driver.lease();
        LeasedTask hotel = Undoing.named("hotel", both);
        LeasedTask slow = Undoing.named("slow", both);
        driver.succeed(hotel, Map.of());

        // when
        saga.require(saga.only());
        String state = driver.state(instance);
        LeasedTask undo = saga.only();
        Applied late = driver.deliver(success(slow.attempt(), Map.of("late", true)));
        List<LeasedTask> meanwhile = driver.lease();
        driver.succeed(undo, Map.of());
        LeasedTask lateUndo = saga.only();
        driver.succeed(lateUndo, Map.of());

        // then
        assertThat(state).isEqualTo("cancelled");
        assertThat(Undoing.element(undo)).isEqualTo("hotel");
        assertThat(late).isInstanceOf(Applied.LateEffect.class);
        assertThat(meanwhile).isEmpty();
        assertThat(Undoing.element(lateUndo)).isEqualTo("slow");
        assertThat(Undoing.inputs(lateUndo)).containsEntry("late", true);
        assertThat(saga.compensation(instance)).isEqualTo("compensated");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldUndoTheScopeThatIsLeftAndGoOnWhereTheErrorIsCaught() {
        // given
        InstanceView instance = driver.start("test.undo-caught", Map.of());
        driver.succeed(saga.only(), Map.of());
        driver.succeed(saga.only(), Map.of());

        // when
        saga.require(saga.only());
        LeasedTask undo = saga.only();
        driver.succeed(undo, Map.of());
        LeasedTask apology = saga.only();
        driver.succeed(apology, Map.of());

        // then
        assertThat(undo.demand().taskType()).isEqualTo("test.registered.undo");
        assertThat(Undoing.element(undo)).isEqualTo("hotel");
        assertThat(Undoing.element(apology)).isEqualTo("apology");
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldUndoWhatIsLeftInTheCallerWhenATaskOfACalledProcessRequiresIt() {
        // given
        InstanceView instance = driver.start("test.undo-call", Map.of());
        driver.succeed(saga.only(), Map.of());

        // when
        saga.require(saga.only());
        LeasedTask undo = saga.only();
        StuckInstances.Found stuck = driver.stuck();
        driver.succeed(undo, Map.of());
        LeasedTask apology = saga.only();
        driver.succeed(apology, Map.of());

        // then
        assertThat(Undoing.element(undo)).isEqualTo("hotel");
        assertThat(stuck.count()).as("the called instance waits for it").isZero();
        assertThat(Undoing.element(apology)).isEqualTo("apology");
        assertThat(driver.state(instance)).isEqualTo("completed");
    }
}
