package dev.trellis.host.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what another thread will do: looks often, and gives up loudly. */
public final class Eventually {
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    private Eventually() {}

    /** The first value that fits. */
    public static <T> T get(Supplier<T> look, Predicate<T> fits) {
        long end = System.nanoTime() + LONGEST.toNanos();
        T seen = look.get();
        while (!fits.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LONGEST + "; last seen: " + seen);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
            seen = look.get();
        }
        return seen;
    }
}
