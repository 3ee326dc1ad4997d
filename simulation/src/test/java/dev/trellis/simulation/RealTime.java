package dev.trellis.simulation;

import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.schedule.Strand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets threads call a simulated host: virtual time keeps pace with theirs. */
public final class RealTime {
    private final Scheduler time;
    private final OsProcess process = new OsProcess("host");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final long begun = System.nanoTime();

    public RealTime(Scheduler time) {
        this.time = time;
    }

    /** Makes a call on a strand of its own and waits for its end, whatever else runs meanwhile. */
    public <T> T call(Supplier<T> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        lock.lock();
        try {
            Strand unused = time.spawn(process, () -> answer.complete(call.get()));
            while (!answer.isDone()) {
                time.runUntil(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                moved.signalAll();
                if (!answer.isDone()) {
                    boolean unusedEarly = moved.await(2, TimeUnit.MILLISECONDS);
                }
            }
            return answer.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            lock.unlock();
        }
    }

    /** Does something between the strands. */
    public void run(Runnable action) {
        Object unused = call(() -> {
            action.run();
            return true;
        });
    }
}
