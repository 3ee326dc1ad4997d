package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a run asks, how long it lets the host wait, and when it ends. Events gather for {@link #GATHERING} after some have been
 * published, so that a busy platform publishes them in few requests and no task waits for it.
 */
final class Linger {
    static final Duration GATHERING = Duration.ofSeconds(1);

    private final LoopSettings settings;
    private final Instant stop;
    private Instant lastReady;
    private boolean begun;
    private boolean busy;
    private boolean place;
    private boolean askedForEvents;
    private Instant gatheredAt;
    private Ending ending = Ending.IDLE;

    Linger(LoopSettings settings, Instant start, Instant deadline) {
        this.settings = settings;
        this.lastReady = start;
        this.gatheredAt = start;
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
            return gathering(now, PatientEngine.shorter(left, Duration.between(now, stop)));
        }
        return busy || !askedForEvents ? ask(Duration.ZERO) : end(Ending.IDLE);
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
        boolean moreWait = reply.events().size() == settings.maxEvents();
        if (published > 0 && !moreWait) {
            gatheredAt = now.plus(GATHERING);
        }
    }

    Ending ending() {
        return ending;
    }

    /** Asks for no events while they gather, and waits no longer than that. */
    private Optional<Ask> gathering(Instant now, Duration wait) {
        Duration left = Duration.between(now, gatheredAt);
        return left.isPositive() ? ask(PatientEngine.shorter(wait, left), 0) : ask(wait);
    }

    private Optional<Ask> ask(Duration wait) {
        return ask(wait, settings.maxEvents());
    }

    private Optional<Ask> ask(Duration wait, int events) {
        askedForEvents = events == settings.maxEvents();
        Duration shortened = PatientEngine.shorter(wait, LoopSettings.LONGEST_WAIT);
        return Optional.of(new Ask(settings.maxTasks(), events, (int) shortened.toMillis(), false));
    }

    private Optional<Ask> end(Ending why) {
        ending = why;
        return Optional.empty();
    }
}
