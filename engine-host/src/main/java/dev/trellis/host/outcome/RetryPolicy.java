package dev.trellis.host.outcome;

import dev.trellis.contract.task.TaskError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Decides whether and when a failed task is tried again: an exponential back-off of 1 s × 2ⁿ, at most 60 s, with full
 * jitter (a random share of it). The share is a hash of the task and the attempt, so that the decision is a pure function
 * and yet spreads tasks that failed together.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential backoff and jitter</a>
 */
final class RetryPolicy {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int LARGEST_SHIFT = 6;

    private RetryPolicy() {}

    /**
     * The delay before the next attempt; empty when there is none.
     *
     * @param attempt the one that failed, from 1
     * @param maxRetries attempts after the first
     */
    static Optional<Duration> next(TaskError error, String taskId, int attempt, int maxRetries) {
        boolean spent = attempt > maxRetries;
        if (!error.retryable() || spent) {
            return Optional.empty();
        }
        return Optional.of(delay(taskId, attempt));
    }

    /** The delay after so many failures in a row, for work that is always tried again. */
    static Duration delay(String key, int failures) {
        long ceiling = Math.min(FIRST.toMillis() << Math.min(failures - 1, LARGEST_SHIFT), LONGEST.toMillis());
        return Duration.ofMillis(share(key + "#" + failures, ceiling));
    }

    private static long share(String seed, long ceiling) {
        CRC32 hash = new CRC32();
        hash.update(seed.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % (ceiling + 1);
    }
}
