package dev.trellis.host.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.task.TaskRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutcomeDeciderTest {
    private static final Result SUCCESS = new Result.Succeeded(Payload.EMPTY, List.of());

    private static TaskRow task(TaskLifecycle status, boolean suspended, int attempt) {
        return new TaskRow(
                new TaskRow.Place("t", "i", "r", "e", "default"),
                new TaskRow.Kind("element", null, "type", "1.0.0"),
                new TaskRow.State(status, attempt, "token", suspended),
                new TaskRow.Terms(2, 300, 10, Effect.IDEMPOTENT));
    }

    private static Outcome outcome(String token, Result result) {
        Attempt attempt = new Attempt(new TaskId("t"), 1, token);
        return new Outcome(
                attempt, Action.EXECUTE, result, Map.of(), Instant.EPOCH, Instant.EPOCH, null, Json.EMPTY_OBJECT);
    }

    private static Result failure(boolean retryable) {
        return new Result.Failed(new TaskError("code", "message", retryable));
    }

    private static Decision decide(TaskRow task, Result result, boolean caught) {
        return OutcomeDecider.decide(task, outcome("token", result), code -> caught);
    }

    @Test
    void shouldAdvanceFromEveryDispatchedState() {
        // given
        List<TaskLifecycle> dispatched =
                List.of(new TaskLifecycle.Leased(), new TaskLifecycle.Queued(), new TaskLifecycle.Running());

        // when / then
        assertThat(dispatched).allSatisfy(status -> assertThat(decide(task(status, false, 1), SUCCESS, false))
                .isInstanceOf(Decision.Advance.class));
    }

    @Test
    void shouldTakeTheOutcomeOfARequestThatWasGivenBackAndHadArrived() {
        // given
        TaskLifecycle ready = new TaskLifecycle.Ready();

        // when / then
        assertThat(decide(task(ready, false, 1), SUCCESS, false)).isInstanceOf(Decision.Advance.class);
        assertThat(decide(task(ready, true, 1), SUCCESS, false)).isInstanceOf(Decision.Hold.class);
    }

    @Test
    void shouldChangeNothingInAnyStateWhenTheTokenIsAnother() {
        // given / when / then
        assertThat(TaskLifecycle.all()).allSatisfy(status -> assertThat(
                        OutcomeDecider.decide(task(status, false, 1), outcome("stale", SUCCESS), code -> true))
                .isInstanceOf(Decision.Fence.class));
    }

    @Test
    void shouldFenceInEveryStateInWhichNothingRuns() {
        // given
        List<TaskLifecycle> quiet = List.of(
                new TaskLifecycle.AwaitingApproval(),
                new TaskLifecycle.Succeeded(),
                new TaskLifecycle.Failed(),
                new TaskLifecycle.CompensateRequired());

        // when / then
        assertThat(quiet).allSatisfy(status -> assertThat(decide(task(status, false, 1), SUCCESS, true))
                .isInstanceOf(Decision.Fence.class));
    }

    @Test
    void shouldNoteALateEffectOnlyWhenACancelledTaskSucceeded() {
        // given
        TaskRow cancelled = task(new TaskLifecycle.Cancelled(), false, 1);

        // when / then
        assertThat(decide(cancelled, SUCCESS, false)).isInstanceOf(Decision.LateEffect.class);
        assertThat(decide(cancelled, failure(true), false)).isInstanceOf(Decision.Ignore.class);
    }

    @Test
    void shouldHoldWhatComesForASuspendedInstanceOrAnOpenIncident() {
        // given / when / then
        assertThat(decide(task(new TaskLifecycle.Running(), true, 1), SUCCESS, false))
                .isInstanceOf(Decision.Hold.class);
        assertThat(decide(task(new TaskLifecycle.Incident(), false, 1), SUCCESS, false))
                .isInstanceOf(Decision.Hold.class);
    }

    @Test
    void shouldRetryThenRaiseOrAsk() {
        // given
        TaskLifecycle running = new TaskLifecycle.Running();

        // when / then
        assertThat(decide(task(running, false, 2), failure(true), true)).isInstanceOf(Decision.Retry.class);
        assertThat(decide(task(running, false, 3), failure(true), true)).isInstanceOf(Decision.Raise.class);
        assertThat(decide(task(running, false, 3), failure(true), false)).isInstanceOf(Decision.Ask.class);
        assertThat(decide(task(running, false, 1), failure(false), true)).isInstanceOf(Decision.Raise.class);
    }

    @Test
    void shouldKnowWhatToDoWhenCompensationIsRequiredAndNothingCanBeUndone() {
        // given
        Result required = new Result.CompensateRequired(new TaskError("undo", "half done", false));

        // when / then
        assertThat(decide(task(new TaskLifecycle.Running(), false, 1), required, false))
                .isInstanceOfSatisfying(Decision.Compensate.class, compensate -> assertThat(compensate.otherwise())
                        .isInstanceOfSatisfying(Decision.Ask.class, ask -> assertThat(ask.code())
                                .isEqualTo("compensation_required")));
        assertThat(decide(task(new TaskLifecycle.Running(), false, 1), required, true))
                .isInstanceOfSatisfying(Decision.Compensate.class, compensate -> assertThat(compensate.otherwise())
                        .isInstanceOf(Decision.Raise.class));
    }

    @Test
    void shouldLeaveAHandedOverTaskRunning() {
        // given
        Result.HandedOver handed = new Result.HandedOver("a-token-of-22-characters", Instant.EPOCH);

        // when / then
        assertThat(decide(task(new TaskLifecycle.Queued(), false, 1), handed, false))
                .isEqualTo(new Decision.HandOver(new TaskLifecycle.Running(), handed));
    }

    @Test
    void shouldFailForGoodWhenTheCallbackTokenCanBeGuessed() {
        // given
        Result handed = new Result.HandedOver("too-short-a-token", Instant.EPOCH);

        // when / then
        assertThat(decide(task(new TaskLifecycle.Queued(), false, 1), handed, true))
                .isInstanceOfSatisfying(
                        Decision.Raise.class,
                        raise -> assertThat(raise.error().code()).isEqualTo("callback_token_weak"));
    }
}
