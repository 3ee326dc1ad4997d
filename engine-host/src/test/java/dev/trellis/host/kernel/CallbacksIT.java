package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.callback.Callbacks;
import dev.trellis.host.callback.Callbacks.Answer;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.task.TaskView;
import dev.trellis.host.testkit.KernelDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Attempts that were handed over. A job's minutes pass by setting its times back, never by waiting. */
final class CallbacksIT {
    private static final Json DONE = new Json("{\"status\":\"succeeded\",\"outputs\":{\"rows\":7}}");
    private static final Duration JOB = Duration.ofMinutes(20);

    private static KernelDriver driver;

    private final String token = "cb_" + UUID.randomUUID();

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        driver.registry.process("test.single", "1.0.0", "single.bpmn");
        driver.registry.taskType("test.one");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @Test
    void shouldCompleteATwentyMinuteJobOnceWhenTheHostWasRestartedMeanwhile() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = handOver(JOB.plusMinutes(5), null);
        pass(task, JOB);

        // when
        try (KernelDriver restarted = driver.secondHost()) {
            Callbacks after = restarted.kernel.services().callbacks();
            Answer halfWay = after.beat(token, 50, "half of it");
            TaskView seen = restarted.tasks(instance).getFirst();
            Answer completed = after.complete(token, DONE);
            Answer again = after.complete(token, DONE);

            // then
            assertThat(halfWay).isEqualTo(Answer.ACCEPTED);
            assertThat(seen.status().status()).isEqualTo("running");
            assertThat(seen.progress()).isNotNull();
            assertThat(seen.progress().percent()).isEqualTo(50);
            assertThat(seen.progress().message()).isEqualTo("half of it");
            assertThat(completed).isEqualTo(Answer.ACCEPTED);
            assertThat(again).isEqualTo(Answer.OVER);
            assertThat(after.beat(token, 60, null)).isEqualTo(Answer.OVER);
            assertThat(driver.state(instance)).isEqualTo("completed");
        }
    }

    @Test
    void shouldMakeANewAttemptAndFenceTheOldTokenWhenTheDeadlineHasPassed() {
        // given
        driver.start("test.single", Map.of());
        LeasedTask task = handOver(JOB, null);
        driver.kernel.sweep();
        String before = driver.status(task);

        // when
        pass(task, JOB);
        driver.kernel.sweep();

        // then
        assertThat(before).isEqualTo("running");
        assertThat(driver.status(task)).isEqualTo("ready");
        assertThat(callbacks().complete(token, DONE)).isEqualTo(Answer.OVER);
        assertThat(attempt(task)).isEqualTo(2);
        driver.clear();
    }

    @Test
    void shouldLoseTheAttemptWhenItsHolderFallsSilentThoughTheDeadlineIsFar() {
        // given
        driver.start("test.single", Map.of());
        LeasedTask task = handOver(JOB, 60);

        // when
        pass(task, Duration.ofSeconds(120));
        driver.kernel.sweep();
        String quiet = driver.status(task);
        Answer alive = callbacks().beat(token, null, "still at it");
        pass(task, Duration.ofSeconds(120));
        driver.kernel.sweep();
        String alsoQuiet = driver.status(task);
        pass(task, Duration.ofSeconds(6));
        driver.kernel.sweep();

        // then
        assertThat(quiet).isEqualTo("running");
        assertThat(alive).isEqualTo(Answer.ACCEPTED);
        assertThat(alsoQuiet).isEqualTo("running");
        assertThat(driver.status(task)).isEqualTo("ready");
        driver.clear();
    }

    @Test
    void shouldAcceptAnOutcomeFromTheQueueToo() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = handOver(JOB, null);

        // when
        driver.succeed(task, Map.of("rows", 7));

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(callbacks().complete(token, DONE)).isEqualTo(Answer.OVER);
    }

    @Test
    void shouldChangeNothingWhenTheTokenIsUnknownOrTheWordIsNoOutcome() {
        // given
        driver.start("test.single", Map.of());
        LeasedTask task = handOver(JOB, null);

        // when
        Answer guessed = callbacks().complete("cb_" + UUID.randomUUID(), DONE);

        // then
        assertThat(guessed).isEqualTo(Answer.UNKNOWN);
        assertThatThrownBy(() -> callbacks().complete(token, new Json("{\"status\":\"failed\"}")))
                .isInstanceOf(WireFormatException.class)
                .hasMessageContaining("$.error");
        assertThat(driver.status(task)).isEqualTo("running");
        driver.clear();
    }

    @Test
    void shouldNotProlongTheSilenceWhenTheHandOverIsDeliveredAgain() {
        // given
        driver.start("test.single", Map.of());
        LeasedTask task = handOver(JOB, 60);
        pass(task, Duration.ofSeconds(100));

        // when
        Applied again = driver.deliver(handOver(task, JOB, 60));
        String after = driver.status(task);
        pass(task, Duration.ofSeconds(30));
        driver.kernel.sweep();

        // then
        assertThat(again).isInstanceOf(Applied.Accepted.class);
        assertThat(after).isEqualTo("running");
        assertThat(driver.status(task)).isEqualTo("ready");
        driver.clear();
    }

    private LeasedTask handOver(Duration within, @Nullable Integer heartbeat) {
        LeasedTask task = driver.lease().getFirst();
        driver.confirm(task);
        assertThat(driver.deliver(handOver(task, within, heartbeat))).isInstanceOf(Applied.Accepted.class);
        return task;
    }

    private Outcome handOver(LeasedTask task, Duration within, @Nullable Integer heartbeat) {
        return outcome(
                task.attempt(), new Result.HandedOver(token, Instant.now().plus(within), heartbeat));
    }

    private static Callbacks callbacks() {
        return driver.kernel.services().callbacks();
    }

    private static void pass(LeasedTask task, Duration time) {
        driver.kernel.database().run(handle -> handle.createUpdate("update callback set"
                        + " deadline = deadline - :s * interval '1 second', due_at = due_at - :s * interval '1 second',"
                        + " heartbeat_at = heartbeat_at - :s * interval '1 second' where task_id = :task")
                .bind("s", time.toSeconds())
                .bind("task", task.attempt().taskId().value())
                .execute());
    }

    private static int attempt(LeasedTask task) {
        return driver.kernel.database().read(handle -> handle.createQuery("select attempt from task where id = :id")
                .bind("id", task.attempt().taskId().value())
                .mapTo(int.class)
                .one());
    }
}
