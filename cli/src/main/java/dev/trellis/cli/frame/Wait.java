package dev.trellis.cli.frame;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits between two looks at the platform, and no longer than until the process is told to end. */
public final class Wait {
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Ends all waiting at once. */
    public void end() {
        ended.countDown();
    }

    /**
     * Waits until the next look is due.
     *
     * @return whether there is to be one
     */
    public boolean untilNext(Duration interval) {
        try {
            return !ended.await(interval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
