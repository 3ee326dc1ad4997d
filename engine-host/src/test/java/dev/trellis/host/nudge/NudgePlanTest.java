package dev.trellis.host.nudge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NudgePlanTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Situation WORK = new Situation(true, false);
    private static final Situation ANSWERED = new Situation(true, true);
    private static final Situation NOTHING = new Situation(false, false);

    @Test
    void shouldNudgeAtOnceWhenThereIsWorkAndNobodyListens() {
        // given
        NudgePlan plan = NudgePlan.QUIET;

        // when
        boolean nudges = plan.nudges(WORK, START);

        // then
        assertThat(nudges).isTrue();
    }

    @Test
    void shouldNotNudgeWhenSomebodyListensOrThereIsNoWork() {
        // given
        NudgePlan plan = NudgePlan.QUIET;

        // then
        assertThat(plan.nudges(ANSWERED, START)).isFalse();
        assertThat(plan.nudges(NOTHING, START)).isFalse();
        assertThat(plan.nudges(new Situation(false, true), START)).isFalse();
    }

    @Test
    void shouldRepeatWithPausesThatDoubleUpToTheLongest() {
        // given
        NudgePlan plan = NudgePlan.QUIET;
        Instant now = START;
        Duration expected = NudgePlan.FIRST_PAUSE;

        for (int nudge = 0; nudge < 8; nudge++) {
            // when
            boolean nudges = plan.nudges(WORK, now);
            plan = plan.after(WORK, now);

            // then
            assertThat(nudges).isTrue();
            assertThat(plan.nudges(WORK, now.plus(expected).minusMillis(1))).isFalse();
            now = now.plus(expected);
            expected = min(expected.multipliedBy(2), NudgePlan.LONGEST_PAUSE);
        }
    }

    @Test
    void shouldNudgeAtOnceAgainAfterAnAnswer() {
        // given
        NudgePlan waiting = NudgePlan.QUIET.after(WORK, START);

        // when
        NudgePlan answered = waiting.after(ANSWERED, START.plusMillis(200));

        // then
        assertThat(waiting.nudges(WORK, START.plusMillis(200))).isFalse();
        assertThat(answered.nudges(WORK, START.plusMillis(400))).isTrue();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
