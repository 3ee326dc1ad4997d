package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a run asks, how long it lets the host wait, and when it ends. */
final class Linger {
    private final LoopSettings settings;
    private final Instant stop;
    private Instant lastReady;
    private boolean begun;
    private boolean busy;
    private boolean place;
    private Ending ending = Ending.IDLE;

    Linger(LoopSettings settings, Instant start, Instant deadline) {
        this.settings = settings;
        this.lastReady = start;
        Duration quarter = Duration.between(start, deadline).dividedBy(4);
        this.stop = deadline.minus(PatientEngine.shorter(settings.reserve(), quarter));
    }

    /** After this instant nothing is leased any more; what is left of the invocation serves to confirm. */
    Instant stop() {
        return stop;
    }

    /** What to ask for next; empty when the run ends, for the reason in {@link #ending()}. */
    Optional<Ask> next(Instant now) {
        if (!now.isBefore(stop)) {
            return end(Ending.DEADLINE);
        }
        if (!begun || (busy && !place)) {
            return ask(Duration.ZERO);
        }
        if (!place) {
            return end(Ending.NO_PLACE);
        }
        Duration left = Duration.between(now, lastReady.plus(settings.linger()));
        if (left.isPositive()) {
            return ask(PatientEngine.shorter(left, Duration.between(now, stop)));
        }
        return busy ? ask(Duration.ZERO) : end(Ending.IDLE);
    }

    /**
     * Learns from an answer that was worked off by now.
     *
     * @param published events that left; those that could not are no reason to go on
     */
    void saw(CycleReply reply, int published, Instant now) {
        begun = true;
        busy = !reply.tasks().isEmpty() || published > 0;
        place = reply.mayLinger();
        if (!reply.tasks().isEmpty()) {
            lastReady = now;
        }
    }

    Ending ending() {
        return ending;
    }

    private Optional<Ask> ask(Duration wait) {
        Duration shortened = PatientEngine.shorter(wait, LoopSettings.LONGEST_WAIT);
        return Optional.of(new Ask(settings.maxTasks(), settings.maxEvents(), (int) shortened.toMillis(), false));
    }

    private Optional<Ask> end(Ending why) {
        ending = why;
        return Optional.empty();
    }
}
