package dev.trellis.pdo.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.pdo.fixture.Fault;
import dev.trellis.pdo.fixture.Tasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What breaks in the middle of a run, and what is left of it. */
class DispatchCycleFaultTest {
    private final World world = new World();

    @Test
    void shouldSendTheSameAttemptAgainWhenItCrashedBetweenSendAndConfirmation() {
        // given
        world.host.add(Tasks.task("t1"));
        world.engine.script(request -> request.confirmed().isEmpty() ? Fault.NONE : Fault.CRASH_BEFORE);
        assertThatThrownBy(world::run).isInstanceOf(Fault.Crash.class);
        world.engine.script(request -> Fault.NONE);

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.sent()).isEqualTo(1);
        assertThat(world.status("t1")).isEqualTo("queued");
        assertThat(world.queues.requests())
                .hasSize(2)
                .extracting(TaskRequest::attempt)
                .containsOnly(Tasks.task("t1").attempt());
    }

    @Test
    void shouldSendWhatWasLeasedWhenItCrashedBeforeSending() {
        // given
        world.host.add(Tasks.task("t1"));
        world.queues.script(queue -> Fault.CRASH_BEFORE);
        assertThatThrownBy(world::run).isInstanceOf(Fault.Crash.class);
        world.queues.script(queue -> Fault.NONE);

        // when
        var report = world.run();

        // then
        assertThat(report.sent()).isEqualTo(1);
        assertThat(world.queues.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "ANSWER_LOST"})
    void shouldTellTheSameAgainWhenTheHostDoesNotAnswerForAWhile(Fault fault) {
        // given
        world.host.add(Tasks.task("t1"));
        Deque<Fault> faults = new ArrayDeque<>(List.of(Fault.NONE, fault, fault, fault));
        world.engine.script(request -> faults.isEmpty() ? Fault.NONE : faults.pop());

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.ending()).isEqualTo(Ending.IDLE);
        assertThat(world.status("t1")).isEqualTo("queued");
        assertThat(world.queues.requests()).hasSize(1);
        assertThat(world.pauses)
                .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void shouldGiveUpWhenTheHostStaysAway() {
        // given
        world.engine.script(request -> Fault.DOWN);

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.ending()).isEqualTo(Ending.ENGINE_UNAVAILABLE);
        assertThat(report.calls()).isZero();
        assertThat(world.clock.instant()).isBeforeOrEqualTo(Tasks.NOW.plusSeconds(10));
        assertThat(world.pauses).hasSizeBetween(5, 20);
    }

    @Test
    void shouldSayThatTheHostWasAwayWhenTheLastWordIsLost() {
        // given
        world.engine.script(request -> request.ask().closing() ? Fault.DOWN : Fault.NONE);

        // then
        assertThat(world.run().ending()).isEqualTo(Ending.ENGINE_UNAVAILABLE);
    }

    @Test
    void shouldGiveBackAndSendLaterWhatAQueueDidNotTake() {
        // given
        IntStream.range(0, 6).forEach(i -> world.host.add(Tasks.task("t" + i)));
        scriptQueues(Fault.PARTIAL);

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.released()).isEqualTo(3);
        assertThat(report.sent()).isEqualTo(6);
        assertThat(world.queues.requests())
                .extracting(request -> request.attempt().token())
                .doesNotHaveDuplicates();
        assertThat(world.status("t1")).isEqualTo("queued");
    }

    @Test
    void shouldDuplicateButNeverLoseWhenAQueuesAnswerIsLost() {
        // given
        world.host.add(Tasks.task("t1"));
        scriptQueues(Fault.ANSWER_LOST);

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.sent()).isEqualTo(1);
        assertThat(world.status("t1")).isEqualTo("queued");
        assertThat(world.queues.requests())
                .hasSize(2)
                .extracting(TaskRequest::attempt)
                .containsOnly(Tasks.task("t1").attempt());
    }

    @Test
    void shouldDeferWithTheReasonWhenAQueueIsDown() {
        // given
        world.host.add(Tasks.task("t1"));
        world.queues.script(queue -> Fault.DOWN);

        // when
        CycleReport report = world.run(Tasks.NOW.plusSeconds(20));

        // then
        assertThat(report.sent()).isZero();
        assertThat(report.released()).isGreaterThan(1);
        assertThat(world.status("t1")).isEqualTo("ready");
        assertThat(world.host.task("t1").reasons().getLast().rule()).isEqualTo("queue.unavailable");
    }

    @Test
    void shouldDeferUntilTheRegistryAnswersAgain() {
        // given
        world.host.add(Tasks.task("t1"));
        RegistrySource there = world.source;
        Deque<Fault> faults = new ArrayDeque<>(List.of(Fault.DOWN, Fault.DOWN));
        world.source = tasks -> {
            if (!faults.isEmpty()) {
                faults.pop();
                throw new PortUnavailableException("registry away");
            }
            return there.snapshotFor(tasks);
        };

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.released()).isEqualTo(2);
        assertThat(report.sent()).isEqualTo(1);
        assertThat(world.status("t1")).isEqualTo("queued");
    }

    @Test
    void shouldWaitForAQueueThatIsBeingMadeAndParkWhenItStaysAway() {
        // given
        world.registries.stable("demo.new", "1.0.0");
        world.host.add(Tasks.ofType("t1", "demo.new"));

        // when
        CycleReport report = world.run();

        // then
        assertThat(report.released()).isBetween(10, 20);
        assertThat(world.status("t1")).isEqualTo("incident");
        assertThat(world.host.task("t1").reasons().getLast())
                .satisfies(reason -> assertThat(reason.rule()).isEqualTo("queue.missing"))
                .satisfies(reason -> assertThat(reason.detail()).contains("trellis-task-demo-new"));
    }

    private void scriptQueues(Fault... first) {
        Deque<Fault> faults = new ArrayDeque<>(List.of(first));
        Function<String, Fault> script = queue -> faults.isEmpty() ? Fault.NONE : faults.pop();
        world.queues.script(script);
    }
}
