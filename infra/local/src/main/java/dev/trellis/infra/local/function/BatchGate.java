package dev.trellis.infra.local.function;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the receiver of a queue go on when that serves the work: while a batch is on its way, what arrives meanwhile is left on the queue to
 * become the next batch, unless the last receive left messages behind or the batch takes long. So a backlog fills batches, and a
 * function that needs more processes gets them.
 */
final class BatchGate {

    private final int limit;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int onTheWay;
    private boolean backlog;

    /**
     * A gate with nothing on its way.
     *
     * @param limit the greatest number of batches on their way
     * @param patience how long a batch on its way keeps the next one back
     */
    BatchGate(int limit, Duration patience) {
        this.limit = limit;
        this.patience = patience;
    }

    /** Waits until another batch may be received and counts it as on its way. */
    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (onTheWay > 0 && !backlog && left > 0) {
                left = ended.awaitNanos(left);
            }
            while (onTheWay >= limit) {
                ended.await();
            }
            onTheWay++;
        } finally {
            lock.unlock();
        }
    }

    /** Notes what a receive brought; a full one leaves messages behind, as far as can be told. */
    void received(int asked, int messages) {
        lock.lock();
        try {
            backlog = messages >= asked;
        } finally {
            lock.unlock();
        }
    }

    /** A batch is no longer on its way, or there was none. */
    void leave() {
        lock.lock();
        try {
            onTheWay--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
