package dev.trellis.infra.local.function;

import java.time.Duration;

/**
 * Exponential waiting: {@code first}, twice that, and so on up to {@code limit}.
 *
 * @param first the wait after the first failure
 * @param limit the longest wait
 */
public record Backoff(Duration first, Duration limit) {

    /** The wait after {@code failures} failures in a row; none after zero. */
    public Duration after(int failures) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(limit) < 0 ? wait : limit;
    }
}
