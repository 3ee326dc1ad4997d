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

    /** {@code greatest} while invocations are known to be shorter than {@code below}, else one. */
    static int of(Optional<Duration> meanInvocation, Duration below, int greatest) {
        return meanInvocation.filter(mean -> mean.compareTo(below) < 0).isPresent() ? greatest : 1;
    }
}
