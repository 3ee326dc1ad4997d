package dev.trellis.infra.local.function;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What is counted about one function's processes; its own lock makes each reading consistent. */
final class PoolGauge {

    /** The weight of the newest invocation in the mean: about the last ten count. */
    private static final double NEWEST = 0.2;

    private int live;
    private int starting;
    private int idle;
    private int failedStarts;
    private long starts;
    private long invocations;
    private long errors;
    private double meanNanos;
    private double meanMessageNanos;
    private Duration lastStart = Duration.ZERO;
    private String lastError = "";

    /** Lets {@code plan} decide on the present load and books that many starts. */
    synchronized int reserveStarts(ToIntFunction<SpawnPlan.Load> plan, int waiting, Duration oldestWait) {
        var load = new SpawnPlan.Load(waiting, idle, starting, live, oldestWait, Duration.ofNanos((long) meanNanos));
        int count = plan.applyAsInt(load);
        live += count;
        starting += count;
        starts += count;
        return count;
    }

    synchronized void up(Duration took) {
        starting--;
        failedStarts = 0;
        lastStart = took;
    }

    /** Notes a failed start and returns how many have failed in a row. */
    synchronized int startFailed(String reason) {
        starting--;
        lastError = reason;
        return ++failedStarts;
    }

    synchronized void idles() {
        idle++;
    }

    synchronized void worksOrEnds() {
        idle--;
    }

    /** Whether the asking process is the last one, so that nobody else can take what waits. */
    synchronized boolean onlyOneLive() {
        return live == 1;
    }

    synchronized void ended() {
        live--;
    }

    synchronized void invoked(Duration took, int messages, InvocationResult result) {
        invocations++;
        meanNanos = mean(meanNanos, took.toNanos());
        meanMessageNanos = mean(meanMessageNanos, (double) took.toNanos() / messages);
        if (result instanceof InvocationResult.Lost lost) {
            errors++;
            lastError = lost.reason();
        } else if (result instanceof InvocationResult.Threw) {
            errors++;
        }
    }

    private double mean(double before, double newest) {
        return invocations == 1 ? newest : before + NEWEST * (newest - before);
    }

    /** The mean time that a message of recent invocations took; empty before the first has ended. */
    synchronized Optional<Duration> meanMessage() {
        return invocations == 0 ? Optional.empty() : Optional.of(Duration.ofNanos((long) meanMessageNanos));
    }

    synchronized FunctionStatus status(FunctionDefinition function, int waiting, AotCache cache) {
        var counts = new FunctionStatus.Processes(live, idle, starting);
        var totals = new FunctionStatus.Totals(starts, invocations, errors, lastStart.toMillis());
        return new FunctionStatus(function.name(), counts, waiting, totals, cache, lastError);
    }
}
