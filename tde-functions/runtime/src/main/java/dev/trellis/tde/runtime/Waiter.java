package dev.trellis.tde.runtime;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for work to end. Real time passes in {@link #REAL}; tests and simulations turn the clock instead. */
@FunctionalInterface
public interface Waiter {
    Waiter REAL = (work, longest) -> {
        try {
            var unused = work.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException | CancellationException ended) {
            return true;
        } catch (TimeoutException running) {
            return false;
        }
    };

    /** Whether the work ended within the time. */
    boolean await(Future<?> work, Duration longest) throws InterruptedException;
}
