package dev.trellis.host.lease;

import java.time.Duration;

/**
 * When this host has to look into the database for the calls that wait on it: when it saw something become ready since it looked
 * last, when it left something there, and now and then, for what other hosts make ready and what becomes due. Events are fetched
 * about once a second, since each hand-out is a commit. Safe for use by several threads.
 */
final class Looks {
    private static final long EVENTS_EVERY = Duration.ofSeconds(1).toNanos();

    private final long every;
    private long raised = -1;
    private long lookedAt;
    private boolean full;
    private long fetchedAt;
    private boolean moreEvents = true;

    /** @param every the longest time between two looks while somebody waits */
    Looks(Duration every) {
        this.every = every.toNanos();
    }

    /** @param seen how often the signal has been raised */
    synchronized boolean isDue(long seen) {
        return full || raised != seen || System.nanoTime() - lookedAt >= every;
    }

    synchronized Duration untilNext() {
        return Duration.ofNanos(Math.max(0, lookedAt + every - System.nanoTime()));
    }

    synchronized boolean areEventsDue() {
        return moreEvents || System.nanoTime() - fetchedAt >= EVENTS_EVERY;
    }

    /**
     * Notes a look.
     *
     * @param seen how often the signal had been raised before it
     * @param more whether more may be ready
     */
    synchronized void looked(long seen, boolean more) {
        raised = seen;
        lookedAt = System.nanoTime();
        full = more;
    }

    /** Notes that events were fetched; whether there may be more. */
    synchronized void fetched(boolean more) {
        fetchedAt = System.nanoTime();
        moreEvents = more;
    }
}
