package dev.trellis.host.lease;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Wakes those who wait for ready tasks on this host. Safe for use by several threads. */
public final class ReadySignal implements Runnable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition raised = lock.newCondition();
    private long count;

    /** Raises the signal. */
    @Override
    public void run() {
        lock.lock();
        try {
            count++;
            raised.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often it was raised. */
    long seen() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is raised again after {@code seen}, or for this long. */
    void await(long seen, Duration longest) {
        await(longest, () -> count == seen);
    }

    /** Waits for this long, raised or not. */
    void pause(Duration length) {
        await(length, () -> true);
    }

    private void await(Duration longest, BooleanSupplier goOn) {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (goOn.getAsBoolean() && left > 0) {
                left = raised.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
