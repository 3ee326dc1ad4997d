package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where the calls of orchestrators wait on this host: until a signal says that something may be ready, or until a transaction
 * hands leases to one of them. Safe for use by several threads.
 */
public final class WaitingRoom implements Runnable, Attendance {
    /** How long a call outstays its time for a transaction that has claimed it and not ended yet. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);
    /** How long an orchestrator counts as here after its call: it works off what it was given. */
    private static final long WORKING_OFF = TimeUnit.SECONDS.toNanos(2);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Seat> free = new ArrayDeque<>();
    private long raised;
    private int waiting;
    private long hereUntil = System.nanoTime();

    /** A call that waits. Its fields belong to the lock of the room. */
    final class Seat {
        private final CycleRequest request;
        private boolean claimed;
        private boolean left;
        private CycleReply handed = CycleReply.empty();

        private Seat(CycleRequest request) {
            this.request = request;
        }

        CycleRequest request() {
            return request;
        }

        /**
         * Ends the claim on this call and hands it its reply; with nothing in it, it goes on waiting. When it has left, its leases
         * lapse, as those of any caller that is gone.
         */
        void hand(CycleReply reply) {
            lock.lock();
            try {
                claimed = false;
                handed = reply;
                if (reply.isEmpty() && !left) {
                    free.addFirst(this);
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Raises the signal. */
    @Override
    public void run() {
        lock.lock();
        try {
            raised++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long raised() {
        lock.lock();
        try {
            return raised;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await(long seen, Duration longest) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = longest.toNanos();
            while (raised == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the call that has waited longest for a transaction that may lease to it; the transaction must end the claim. */
    Optional<Seat> claim() {
        lock.lock();
        try {
            Optional<Seat> first = Optional.ofNullable(free.pollFirst());
            first.ifPresent(seat -> seat.claimed = true);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits as an orchestrator until the signal is raised again after {@code seen}, leases are handed over, or for this long.
     *
     * @return what was handed over
     */
    CycleReply await(CycleRequest request, long seen, Duration longest) {
        Seat seat = new Seat(request);
        lock.lock();
        try {
            waiting++;
            if (request.ask().maxTasks() > 0) {
                free.addLast(seat);
            }
            sit(seat, seen, longest.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            seat.left = true;
            free.remove(seat);
            waiting--;
            hereUntil = System.nanoTime() + WORKING_OFF;
            lock.unlock();
        }
        return seat.handed;
    }

    private void sit(Seat seat, long seen, long longest) throws InterruptedException {
        long left = longest;
        while (raised == seen && seat.handed.isEmpty() && left > 0) {
            left = changed.awaitNanos(left);
        }
        free.remove(seat);
        long patience = PATIENCE;
        while (seat.claimed && patience > 0) {
            patience = changed.awaitNanos(patience);
        }
    }

    /** Calls that a transaction may claim. */
    int free() {
        lock.lock();
        try {
            return free.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isAwaited() {
        return free() > 0;
    }

    /** An orchestrator was served. */
    void serves() {
        lock.lock();
        try {
            hereUntil = System.nanoTime() + WORKING_OFF;
        } finally {
            lock.unlock();
        }
    }

    /** An orchestrator ended. */
    void leaves() {
        lock.lock();
        try {
            hereUntil = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isAttended() {
        lock.lock();
        try {
            return waiting > 0 || hereUntil - System.nanoTime() > 0;
        } finally {
            lock.unlock();
        }
    }
}
