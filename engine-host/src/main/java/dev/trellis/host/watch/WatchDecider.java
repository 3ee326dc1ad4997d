package dev.trellis.host.watch;

import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TaskLifecycle.Dispatched;
import dev.trellis.host.task.TaskRow;
import java.time.Duration;
import java.time.Instant;

/** Decides what an observation of an execution record means. Pure. */
public final class WatchDecider {
    /** How far the clocks of executors and of the database may be apart. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private WatchDecider() {}

    /** What to do. */
    public sealed interface Verdict {
        /** Nothing: it concerns another attempt, or the task went on. */
        record Nothing() implements Verdict {}

        /** Look again after a while. */
        record LookAgain(Duration after, boolean running) implements Verdict {}

        /** No executor will start the attempt any more: a new one is needed. */
        record Resend(TaskError why) implements Verdict {}

        /** The attempt began and fell silent; what came of it is known to nobody. */
        record Lost(TaskError why, boolean repeatable) implements Verdict {}

        /** Apply the stored outcome. */
        record Apply(Observation.Finished finished) implements Verdict {}

        /** The cancellation is acknowledged. */
        record Acknowledge() implements Verdict {}
    }

    public static Verdict decide(TaskRow task, Observation seen, Instant notAfter, Instant now) {
        if (!seen.attemptToken().equals(task.state().token())) {
            return new Verdict.Nothing();
        }
        return switch (task.state().status()) {
            case TaskLifecycle.Cancelled cancelled -> cancelled(task, seen);
            case Dispatched dispatched -> dispatched(task, seen, notAfter, now);
            default -> new Verdict.Nothing();
        };
    }

    /** Only what tells of a tombstone acknowledges: all else may have been seen before it stood, when a claim was possible. */
    private static Verdict cancelled(TaskRow task, Observation seen) {
        return switch (seen) {
            case Observation.Stopped stopped -> new Verdict.Acknowledge();
            case Observation.Finished finished -> new Verdict.Apply(finished);
            case Observation.Alive alive -> again(task, false);
            case Observation.Unclaimed unclaimed -> again(task, false);
        };
    }

    private static Verdict dispatched(TaskRow task, Observation seen, Instant notAfter, Instant now) {
        return switch (seen) {
            case Observation.Finished finished -> new Verdict.Apply(finished);
            case Observation.Unclaimed unclaimed ->
                isOver(notAfter, unclaimed.seenAt(), now)
                        ? new Verdict.Resend(new TaskError(
                                "dispatch_expired", "no executor had taken the request by " + notAfter, true))
                        : new Verdict.LookAgain(pause(notAfter, now), false);
            case Observation.Alive alive -> beats(task, alive, now) ? again(task, true) : lost(task, alive);
            case Observation.Stopped stopped -> new Verdict.Nothing();
        };
    }

    /** By the clock of who looked and by that of the database: the one may run fast, the other moved on since the look. */
    private static boolean isOver(Instant notAfter, Instant seenAt, Instant now) {
        Instant end = notAfter.plus(CLOCK_SKEW);
        return seenAt.isAfter(end) && now.isAfter(end);
    }

    private static boolean beats(TaskRow task, Observation.Alive alive, Instant now) {
        Duration silence = Duration.between(alive.heartbeatAt(), now);
        Duration allowed =
                Duration.ofSeconds(2L * task.terms().heartbeatSeconds()).plus(CLOCK_SKEW);
        return silence.compareTo(allowed) <= 0;
    }

    private static Verdict lost(TaskRow task, Observation.Alive alive) {
        boolean repeatable = task.terms().effect() != Effect.NON_IDEMPOTENT;
        return new Verdict.Lost(
                new TaskError(
                        repeatable ? "attempt_lost" : "outcome_unknown",
                        "the last sign of life came at " + alive.heartbeatAt(),
                        true),
                repeatable);
    }

    private static Verdict again(TaskRow task, boolean running) {
        return new Verdict.LookAgain(Duration.ofSeconds(Math.max(5, task.terms().heartbeatSeconds())), running);
    }

    /** A request may wait long in its queue: look every minute, and right after its end; at once when this look was before it. */
    private static Duration pause(Instant notAfter, Instant now) {
        Duration left = Duration.between(now, notAfter.plus(CLOCK_SKEW)).plusSeconds(1);
        if (!left.isPositive()) {
            return Duration.ofSeconds(1);
        }
        return left.compareTo(Duration.ofMinutes(1)) < 0 ? left : Duration.ofMinutes(1);
    }
}
