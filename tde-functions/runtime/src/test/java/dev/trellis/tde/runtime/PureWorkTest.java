package dev.trellis.tde.runtime;

import static dev.trellis.tde.runtime.RunnerFixture.KEY;
import static dev.trellis.tde.runtime.RunnerFixture.done;
import static dev.trellis.tde.runtime.RunnerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.TaskRequestJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Work without an effect may happen twice, so it uses the execution store only once it lasts. */
final class PureWorkTest {
    private final RunnerFixture platform = new RunnerFixture();

    private static TaskRequest pure(int attempt) {
        return pure(request(attempt), Action.EXECUTE, "{}");
    }

    private static TaskRequest pure(TaskRequest plain, Action action, String settings) {
        ExecutorRef executor = plain.executor();
        TaskContext context = plain.context();
        return new TaskRequest(
                plain.attempt(),
                action,
                new ExecutorRef(
                        executor.taskType(),
                        executor.version(),
                        executor.adapter(),
                        executor.ref(),
                        new Json(settings)),
                plain.inputs(),
                plain.artifactsIn(),
                plain.limits(),
                new TaskContext(context.tenant(), null, List.of(), Map.of(Effect.TAG, "pure"), context.traceparent()),
                plain.extensions());
    }

    private Result parked(TaskScope scope) throws InterruptedException {
        platform.waiter.park(scope);
        throw new InterruptedException("stopped");
    }

    @Test
    void shouldLeaveTheStoreAloneWhenTheWorkIsShort() throws Exception {
        // given / when
        platform.deliver(pure(1), scope -> done("{}"));

        // then
        assertThat(platform.summaries()).containsExactly("token-1 succeeded");
        assertThat(platform.executions.read(KEY)).isEmpty();
    }

    @Test
    void shouldRunAgainWhenTheSameAttemptIsDeliveredTwice() throws Exception {
        // given / when
        platform.deliver(pure(1), scope -> done("{}"));
        platform.deliver(pure(1), scope -> done("{}"));

        // then both say the same, and the kernel takes one
        assertThat(platform.summaries()).containsExactly("token-1 succeeded", "token-1 succeeded");
    }

    @Test
    void shouldSayNothingWhenItComesTooLate() throws Exception {
        // given a delivery whose twin may still run
        platform.clock.advance(Duration.ofSeconds(120));

        // when
        platform.deliver(pure(1), scope -> done("{}"));

        // then
        assertThat(platform.published()).isEmpty();
        assertThat(platform.executions.read(KEY)).isEmpty();
    }

    @Test
    void shouldClaimAndStoreWhenTheWorkLasts() throws Exception {
        // given
        platform.waiter.expectParking();

        // when
        platform.deliver(pure(1), this::parked);

        // then
        assertThat(platform.summaries()).containsExactly("token-1 failed:timeout");
        assertThat(platform.executions.read(KEY)).hasValueSatisfying(kept -> {
            assertThat(kept.attempt()).isEqualTo(1);
            assertThat(kept.progress()).isNotNull();
            assertThat(kept.outcome()).isNotNull();
        });
    }

    @Test
    void shouldStopLastingWorkWhenItWasCancelled() throws Exception {
        // given
        platform.waiter.expectParking();
        platform.executions.tombstone(KEY, RunnerFixture.START);

        // when
        platform.deliver(pure(1), this::parked);

        // then
        assertThat(platform.summaries()).containsExactly("token-1 failed:cancelled");
    }

    @Test
    void shouldStopLastingWorkWithoutAWordWhenANewerAttemptHoldsTheTask() throws Exception {
        // given
        platform.waiter.expectParking();
        platform.executions.claim(KEY, request(2).attempt(), "another process", RunnerFixture.START);

        // when
        platform.deliver(pure(1), this::parked);

        // then
        assertThat(platform.published()).isEmpty();
    }

    @Test
    void shouldTellItsOwnEndWhenAnEarlierAttemptHasToldOne() throws Exception {
        // given a success under a token that counts no more
        platform.executions.claim(KEY, request(1).attempt(), "another process", RunnerFixture.START);
        platform.executions.complete(
                KEY, request(1).attempt(), "another process", new StoredOutcome(true, Json.EMPTY_OBJECT));
        platform.waiter.expectParking();

        // when
        platform.deliver(pure(2), this::parked);

        // then
        assertThat(platform.summaries()).containsExactly("token-2 failed:timeout");
    }

    @Test
    void shouldClaimBeforeItBeginsWhenTwoOfItMayNotOverlap() throws Exception {
        // given
        TaskRunner runner = new TaskRunner(
                platform.ports(), new Alone(), platform.clock, () -> "owner", Launcher.THREAD, platform.waiter);

        // when
        runner.run(TaskRequestJson.write(pure(1)));

        // then
        assertThat(platform.executions.read(KEY)).isPresent();
    }

    private static final class Alone implements TaskKind {
        @Override
        public String adapter() {
            return "test";
        }

        @Override
        public boolean mayOverlap() {
            return false;
        }

        @Override
        public Result execute(TaskScope scope) {
            return done("{}");
        }
    }

    @Test
    void shouldClaimBeforeItUndoes() throws Exception {
        // given / when
        platform.deliver(pure(request(1), Action.COMPENSATE, "{}"), scope -> done("{}"));

        // then
        assertThat(platform.executions.read(new ExecutionKey(KEY.tenant(), KEY.taskId(), Action.COMPENSATE)))
                .isPresent();
    }

    @Test
    void shouldClaimBeforeItHandsItsWorkOver() throws Exception {
        // given / when
        platform.deliver(pure(request(1), Action.EXECUTE, "{\"hand_over\":true}"), scope -> done("{}"));

        // then
        assertThat(platform.executions.read(KEY)).isPresent();
    }
}
