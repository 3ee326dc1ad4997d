package dev.trellis.host.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.watch.WatchDecider.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class WatchDeciderTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(600);

    private static TaskRow task(TaskLifecycle status, Effect effect) {
        return new TaskRow(
                new TaskRow.Place("t", "i", "r", "e", "default"),
                new TaskRow.Kind("element", null, "type", "1.0.0"),
                new TaskRow.State(status, 1, "token", false),
                new TaskRow.Terms(2, 300, 10, effect));
    }

    private static Verdict decide(TaskLifecycle status, Effect effect, Observation seen, Instant notAfter) {
        return WatchDecider.decide(task(status, effect), seen, notAfter, NOW);
    }

    private static Observation.Alive alive(long secondsAgo) {
        return new Observation.Alive("t", "token", NOW.minusSeconds(secondsAgo));
    }

    @Test
    void shouldIgnoreWhatConcernsAnotherAttempt() {
        // given
        Observation stale = new Observation.Stopped("t", "stale");

        // when / then
        assertThat(TaskLifecycle.all()).allSatisfy(status -> assertThat(decide(status, Effect.PURE, stale, LATER))
                .isInstanceOf(Verdict.Nothing.class));
    }

    @Test
    void shouldWaitForAnUnclaimedRequestUntilItsTimePlusTheSkew() {
        // given
        Observation unclaimed = new Observation.Unclaimed("t", "token", NOW);
        TaskLifecycle queued = new TaskLifecycle.Queued();

        // when / then
        assertThat(decide(queued, Effect.PURE, unclaimed, NOW)).isInstanceOf(Verdict.LookAgain.class);
        assertThat(decide(queued, Effect.PURE, unclaimed, NOW.minus(WatchDecider.CLOCK_SKEW)))
                .isInstanceOf(Verdict.LookAgain.class);
        assertThat(decide(
                        queued,
                        Effect.PURE,
                        unclaimed,
                        NOW.minus(WatchDecider.CLOCK_SKEW).minusMillis(1)))
                .isInstanceOf(Verdict.Resend.class);
    }

    @Test
    void shouldLookAgainRightAfterTheTimeWhenItIsNear() {
        // given
        Observation unclaimed = new Observation.Unclaimed("t", "token", NOW);

        // when
        Verdict verdict = decide(new TaskLifecycle.Queued(), Effect.PURE, unclaimed, NOW.plusSeconds(10));

        // then
        assertThat(verdict).isEqualTo(new Verdict.LookAgain(Duration.ofSeconds(16), false));
    }

    @Test
    void shouldLookAgainWhenTheRequestMayHaveBeenClaimedSinceTheLook() {
        // given
        Observation stale = new Observation.Unclaimed("t", "token", NOW.minusSeconds(20));

        // when
        Verdict verdict = decide(new TaskLifecycle.Queued(), Effect.NON_IDEMPOTENT, stale, NOW.minusSeconds(19));

        // then
        assertThat(verdict).isEqualTo(new Verdict.LookAgain(Duration.ofSeconds(1), false));
    }

    @Test
    void shouldNotRepeatWhenTheClockOfWhoLookedIsFast() {
        // given
        Observation fast = new Observation.Unclaimed("t", "token", NOW.plusSeconds(90));

        // when
        Verdict verdict = decide(new TaskLifecycle.Queued(), Effect.NON_IDEMPOTENT, fast, NOW.plusSeconds(20));

        // then
        assertThat(verdict).isEqualTo(new Verdict.LookAgain(Duration.ofSeconds(26), false));
    }

    @Test
    void shouldCallAnAttemptLostOnlyWhenItIsSilentForTwoHeartbeatsAndTheSkew() {
        // given
        TaskLifecycle running = new TaskLifecycle.Running();

        // when / then
        assertThat(decide(running, Effect.IDEMPOTENT, alive(25), LATER)).isInstanceOf(Verdict.LookAgain.class);
        assertThat(decide(running, Effect.IDEMPOTENT, alive(26), LATER))
                .isInstanceOfSatisfying(Verdict.Lost.class, lost -> assertThat(lost.repeatable())
                        .isTrue());
    }

    @Test
    void shouldNotRepeatALostAttemptThatHasAnEffect() {
        // given / when
        Verdict verdict = decide(new TaskLifecycle.Running(), Effect.NON_IDEMPOTENT, alive(60), LATER);

        // then
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Lost.class, lost -> {
            assertThat(lost.repeatable()).isFalse();
            assertThat(lost.why().code()).isEqualTo("outcome_unknown");
        });
    }

    @Test
    void shouldAcknowledgeACancellationOnlyByWhatTellsOfTheTombstone() {
        // given
        TaskLifecycle cancelled = new TaskLifecycle.Cancelled();

        // when / then
        assertThat(decide(cancelled, Effect.PURE, alive(1), LATER)).isInstanceOf(Verdict.LookAgain.class);
        assertThat(decide(cancelled, Effect.PURE, alive(60), LATER)).isInstanceOf(Verdict.LookAgain.class);
        assertThat(decide(cancelled, Effect.PURE, new Observation.Unclaimed("t", "token", NOW), LATER))
                .isInstanceOf(Verdict.LookAgain.class);
        assertThat(decide(cancelled, Effect.PURE, new Observation.Stopped("t", "token"), LATER))
                .isInstanceOf(Verdict.Acknowledge.class);
        assertThat(decide(cancelled, Effect.PURE, new Observation.Finished("t", "token", Json.EMPTY_OBJECT), LATER))
                .isInstanceOf(Verdict.Apply.class);
    }
}
