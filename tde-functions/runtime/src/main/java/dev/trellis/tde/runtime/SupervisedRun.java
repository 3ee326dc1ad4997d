package dev.trellis.tde.runtime;

import dev.trellis.contract.port.ExecutionStore.Pulse;
import dev.trellis.contract.task.Result;
import dev.trellis.tde.runtime.StopSignal.Cause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Has work run beside the caller, who gives signs of life meanwhile and watches the clock. */
final class SupervisedRun {
    /** How long stopped work may take to tidy up before it is left to itself. */
    static final Duration GRACE = Duration.ofSeconds(5);

    /** How a run ended. */
    sealed interface End {
        record Returned(Result result) implements End {}

        record Threw(Throwable failure) implements End {}

        /** It did not end although it was told to; it is left behind. */
        record Abandoned() implements End {}
    }

    private final InstantSource clock;
    private final Launcher launcher;
    private final Waiter waiter;

    SupervisedRun(InstantSource clock, Launcher launcher, Waiter waiter) {
        this.clock = clock;
        this.launcher = launcher;
        this.waiter = waiter;
    }

    /**
     * Runs the work to its end, or stops it: at the deadline, or when a heartbeat says so.
     *
     * @param every how often the heartbeat is given
     */
    End run(Callable<Result> work, StopSignal stop, Instant deadline, Duration every, Supplier<Pulse> heartbeat)
            throws InterruptedException {
        FutureTask<Result> task = new FutureTask<>(work);
        Runnable interrupt = launcher.launch(task);
        Instant nextBeat = clock.instant().plus(every);
        while (!waiter.await(task, until(earlier(nextBeat, deadline)))) {
            Instant now = clock.instant();
            if (!now.isBefore(deadline)) {
                return end(task, interrupt, stop, Cause.TIMEOUT);
            }
            if (!now.isBefore(nextBeat)) {
                nextBeat = now.plus(every);
                Pulse pulse = heartbeat.get();
                if (pulse != Pulse.GO_ON) {
                    return end(task, interrupt, stop, pulse == Pulse.LOST ? Cause.LOST : Cause.CANCELLED);
                }
            }
        }
        return ended(task);
    }

    private End end(FutureTask<Result> task, Runnable interrupt, StopSignal stop, Cause cause)
            throws InterruptedException {
        stop.raise(cause);
        interrupt.run();
        return waiter.await(task, GRACE) ? ended(task) : new End.Abandoned();
    }

    private static End ended(FutureTask<Result> task) throws InterruptedException {
        try {
            return new End.Returned(task.get());
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            return new End.Threw(cause == null ? failed : cause);
        }
    }

    private Duration until(Instant instant) {
        Duration left = Duration.between(clock.instant(), instant);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
