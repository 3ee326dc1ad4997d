package dev.trellis.infra.knative;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long a sender waits before each further try.
 *
 * @param pauses one for each try after the first
 * @param waiter waits
 */
record RetryPauses(List<Duration> pauses, Consumer<Duration> waiter) {

    /** Three further tries within a second and a half: longer, and whoever sends is itself tried again. */
    static final RetryPauses REAL = new RetryPauses(
            List.of(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(1_000)),
            pause -> LockSupport.parkNanos(pause.toNanos()));

    RetryPauses {
        pauses = List.copyOf(pauses);
    }
}
