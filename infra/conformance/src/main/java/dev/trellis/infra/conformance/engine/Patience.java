package dev.trellis.infra.conformance.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** Waits for something that happens in another thread. */
final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Returns once the condition holds; fails when it does not within 10 s. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                Assertions.fail("the condition did not hold within " + LIMIT);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Patience() {}
}
