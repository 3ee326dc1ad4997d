package dev.trellis.host.nudge;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When to wake an orchestrator: as soon as there is work and none listens, and again, with pauses that double, until one
 * listens or the work is gone. A pure state machine.
 *
 * @param notBefore no nudge before this; null when one may be sent at once
 * @param pause until the nudge after the next
 */
public record NudgePlan(@Nullable Instant notBefore, Duration pause) {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Nothing was sent that waits for an answer. */
    public static final NudgePlan QUIET = new NudgePlan(null, FIRST_PAUSE);

    /** Whether to nudge now. */
    public boolean nudges(Situation situation, Instant now) {
        boolean wanted = situation.work() && !situation.listening();
        return wanted && (notBefore == null || !now.isBefore(notBefore));
    }

    /** The plan after looking at a situation, and after the nudge that it asked for. */
    public NudgePlan after(Situation situation, Instant now) {
        if (situation.listening() || !situation.work()) {
            return QUIET;
        }
        return nudges(situation, now) ? new NudgePlan(now.plus(pause), longer()) : this;
    }

    private Duration longer() {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
