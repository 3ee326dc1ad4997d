package dev.trellis.infra.memory.engine;

import dev.trellis.infra.memory.VirtualClock;
import java.time.Duration;

/** How an engine in memory spends the time of a long poll. */
public interface Waiting {
    /**
     * Waits.
     *
     * @param monitor held by the caller and notified when something becomes ready
     * @param longest the time after which the caller looks again in any case; more than zero
     */
    void await(Object monitor, Duration longest) throws InterruptedException;

    /** Moves a virtual clock instead of waiting. */
    static Waiting virtual(VirtualClock clock) {
        return (monitor, longest) -> clock.advance(longest);
    }

    /** Waits in real time. */
    static Waiting real() {
        return (monitor, longest) -> monitor.wait(Math.max(1, longest.toMillis()));
    }
}
