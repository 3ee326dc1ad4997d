package dev.trellis.infra.local.function;

import java.time.Duration;
import java.util.Optional;

/**
 * Decides how many messages one invocation gets.
 *
 * <p>A function works a batch off one by one: that spares round trips while tasks are short, and keeps other processes from sharing
 * the work once they are long.
 */
final class BatchSize {

    private BatchSize() {}

    /** As many as are worked off within {@code longest}, by the mean of recent ones; at least one, and one while nothing is known. */
    static int of(Optional<Duration> meanMessage, Duration longest, int greatest) {
        return meanMessage
                .map(mean -> longest.toNanos() / Math.max(1, mean.toNanos()))
                .map(fitting -> (int) Math.clamp(fitting, 1, greatest))
                .orElse(1);
    }
}
