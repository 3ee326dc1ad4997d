package dev.trellis.tde.runtime;

import dev.trellis.infra.memory.VirtualClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets virtual time pass once the work is parked; until then it waits for the work itself. */
final class ManualWaiter implements Waiter {
    private static final int PATIENCE_SECONDS = 30;

    private final VirtualClock clock;
    private final CountDownLatch parked = new CountDownLatch(1);
    private volatile boolean parks;
    private volatile boolean deaf;

    ManualWaiter(VirtualClock clock) {
        this.clock = clock;
    }

    /** Says that the work will park. */
    void expectParking() {
        parks = true;
    }

    /** Says that the work will park and not end when told to. */
    void expectDeafness() {
        parks = true;
        deaf = true;
    }

    /** Called by the work: it waits until it is told to stop. */
    void park(TaskScope scope) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        scope.stop().onStop(stopped::countDown);
        parked.countDown();
        if (deaf) {
            new CountDownLatch(1).await();
        }
        if (!stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("nobody told the work to stop");
        }
    }

    @Override
    public boolean await(Future<?> work, Duration longest) throws InterruptedException {
        boolean toldToStop = longest.equals(SupervisedRun.GRACE);
        if (!parks || (toldToStop && !deaf)) {
            return ended(work);
        }
        if (!parked.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the work never parked");
        }
        clock.advance(longest);
        return false;
    }

    private static boolean ended(Future<?> work) throws InterruptedException {
        try {
            var unused = work.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            return true;
        } catch (TimeoutException stuck) {
            throw new AssertionError("the work did not end", stuck);
        }
        return true;
    }
}
