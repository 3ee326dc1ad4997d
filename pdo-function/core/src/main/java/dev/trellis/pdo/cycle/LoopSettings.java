package dev.trellis.pdo.cycle;

import dev.trellis.pdo.decide.DispatchLimits;
import java.time.Duration;

/**
 * The parameters of the loop.
 *
 * @param linger how long a run goes on after the last ready task
 * @param reserve time that is kept before the deadline to confirm what was sent
 * @param patience how long a host that does not answer is asked again before the run gives up
 * @param maxTasks leased in one call, 1 to 200
 * @param maxEvents fetched in one call, 0 to 500
 * @param limits of dispatch
 */
public record LoopSettings(
        Duration linger, Duration reserve, Duration patience, int maxTasks, int maxEvents, DispatchLimits limits) {
    /** The longest wait that a host takes in one call. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** Linger 10 s, reserve 5 s, patience 10 s, 100 tasks and 200 events a call. */
    public static final LoopSettings DEFAULT = new LoopSettings(
            Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(10), 100, 200, DispatchLimits.DEFAULT);

    public LoopSettings {
        if (linger.isNegative() || reserve.isNegative() || patience.isNegative()) {
            throw new IllegalArgumentException("linger, reserve and patience are not negative");
        }
        if (maxTasks < 1 || maxTasks > 200 || maxEvents < 0 || maxEvents > 500) {
            throw new IllegalArgumentException("1 to 200 tasks and 0 to 500 events are asked for in one call, not "
                    + maxTasks + " and " + maxEvents);
        }
    }

    /** The same parameters with another linger time. */
    public LoopSettings withLinger(Duration time) {
        return new LoopSettings(time, reserve, patience, maxTasks, maxEvents, limits);
    }
}
