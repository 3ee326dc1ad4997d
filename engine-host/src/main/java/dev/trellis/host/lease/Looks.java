package dev.trellis.host.lease;

import java.time.Duration;
import java.util.Optional;

/**
 * When this host has to look into the database for the calls that wait on it: when it saw something become ready since it looked
 * last, when it left something there, and now and then, for what other hosts make ready and what becomes due. Events are fetched
 * about once a second, since each hand-out is a commit. Safe for use by several threads.
 */
final class Looks {
    private static final long EVENTS_EVERY = Duration.ofSeconds(1).toNanos();

    private static final long SOONEST = Duration.ofMillis(20).toNanos();

    private final long every;
    private long raised = -1;
    private long nextAt = System.nanoTime();
    private boolean full;
    private long fetchedAt;
    private boolean moreEvents = true;

    /** @param every the longest time between two looks while somebody waits */
    Looks(Duration every) {
        this.every = every.toNanos();
    }

    /** @param seen how often the signal has been raised */
    synchronized boolean isDue(long seen) {
        return full || raised != seen || System.nanoTime() - nextAt >= 0;
    }

    synchronized Duration untilNext() {
        return Duration.ofNanos(Math.max(0, nextAt - System.nanoTime()));
    }

    synchronized boolean areEventsDue() {
        return moreEvents || System.nanoTime() - fetchedAt >= EVENTS_EVERY;
    }

    /**
     * Notes a look.
     *
     * @param seen how often the signal had been raised before it
     * @param more whether more may be ready
     * @param next when something is known to become ready, from now
     */
    synchronized void looked(long seen, boolean more, Optional<Duration> next) {
        raised = seen;
        nextAt = System.nanoTime()
                + next.map(in -> Math.clamp(in.toNanos(), SOONEST, every)).orElse(every);
        full = more;
    }

    /** Notes that events were fetched; whether there may be more. */
    synchronized void fetched(boolean more) {
        fetchedAt = System.nanoTime();
        moreEvents = more;
    }
}
