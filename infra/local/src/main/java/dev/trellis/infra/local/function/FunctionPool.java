package dev.trellis.infra.local.function;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one function: started when invocations wait, fed one invocation at a time, ended when idle.
 *
 * <p>Each process is driven by one virtual thread, which takes invocations from the common line until there has been none for the idle
 * time. A start that fails loses the invocations that wait for it and closes the pool to new ones for a growing while.
 */
final class FunctionPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionPool.class);

    private static final InvocationResult.Lost STOPPED =
            new InvocationResult.Lost("Sandbox.Stopped", "the function was stopped");

    private final FunctionDefinition function;
    private final ProcessLauncher launcher;
    private final RunnerSettings settings;
    private final FunctionLog log;
    private final PoolGauge gauge = new PoolGauge();
    private final BlockingDeque<Invocation> waiting = new LinkedBlockingDeque<>();
    private final Set<FunctionProcess> processes = ConcurrentHashMap.newKeySet();
    private final Set<Thread> drivers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile Instant closedUntil = Instant.EPOCH;

    FunctionPool(FunctionDefinition function, ProcessLauncher launcher, RunnerSettings settings) {
        this.function = function;
        this.launcher = launcher;
        this.settings = settings;
        this.log = launcher.log(function.name());
    }

    FunctionDefinition function() {
        return function;
    }

    /** Puts an event of so many messages in line and promises its result, which is always one of {@link InvocationResult}. */
    CompletableFuture<InvocationResult> submit(byte[] payload, int messages) {
        if (closed) {
            return CompletableFuture.completedFuture(STOPPED);
        }
        Duration pause = holdBack();
        if (!pause.isZero()) {
            var reason = "starts have failed, the next one is in " + pause;
            return CompletableFuture.completedFuture(new InvocationResult.Lost("Runtime.InitError", reason));
        }
        Invocation invocation = new Invocation(payload, messages);
        waiting.add(invocation);
        evaluate();
        return invocation.result();
    }

    /** How long to hold back further events after starts that failed; zero most of the time. */
    Duration holdBack() {
        Duration left = Duration.between(settings.clock().instant(), closedUntil);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** How many messages the next invocation should get, of at most {@code greatest}. */
    int batchSize(int greatest) {
        return BatchSize.of(gauge.meanMessage(), settings.batchTime(), greatest);
    }

    /** The longest that a batch should take. */
    Duration batchTime() {
        return settings.batchTime();
    }

    int waitingCount() {
        return waiting.size();
    }

    FunctionStatus status() {
        return gauge.status(function, waiting.size(), launcher.cache(function));
    }

    /** Starts processes as far as the line, the limits and the back-off ask for it. */
    void evaluate() {
        Invocation first = waiting.peek();
        if (first == null || closed || !holdBack().isZero()) {
            return;
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - first.submittedNanos());
        int starts = gauge.reserveStarts(
                load -> SpawnPlan.additional(load, function.limits().concurrency(), settings.spawnCost()),
                waiting.size(),
                waited);
        for (int i = 0; i < starts; i++) {
            Thread driver = Thread.ofVirtual().name("drive-" + function.name()).unstarted(this::drive);
            drivers.add(driver);
            driver.start();
        }
    }

    private void drive() {
        try {
            startAndServe();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gauge.ended();
            drivers.remove(Thread.currentThread());
            evaluate();
        }
    }

    private void startAndServe() throws InterruptedException {
        settings.spawnGate().acquire();
        FunctionProcess process;
        try {
            process = start();
        } catch (IOException e) {
            startFailed(String.valueOf(e.getMessage()));
            return;
        } finally {
            settings.spawnGate().release();
        }
        try {
            if (process.alive()) {
                serve(process);
            }
        } finally {
            process.close();
            processes.remove(process);
        }
    }

    private FunctionProcess start() throws IOException, InterruptedException {
        long began = System.nanoTime();
        FunctionProcess process = launcher.launch(function, log);
        processes.add(process);
        try {
            var failure = process.awaitUp(settings.initLimit());
            if (failure.isPresent()) {
                throw new IOException(failure.get());
            }
        } catch (IOException | InterruptedException e) {
            process.close();
            processes.remove(process);
            throw e;
        }
        gauge.up(Duration.ofNanos(System.nanoTime() - began));
        return process;
    }

    private void serve(FunctionProcess process) throws InterruptedException {
        while (!closed) {
            gauge.idles();
            Invocation next = waiting.poll(settings.idleTime().toMillis(), TimeUnit.MILLISECONDS);
            gauge.worksOrEnds();
            if (next == null) {
                return;
            }
            if (!process.alive()) {
                waiting.addFirst(next);
                return;
            }
            serve(process, next);
        }
    }

    private void serve(FunctionProcess process, Invocation invocation) throws InterruptedException {
        long began = System.nanoTime();
        try {
            InvocationResult result = process.run(invocation);
            gauge.invoked(Duration.ofNanos(System.nanoTime() - began), invocation.messages(), result);
            if (result instanceof InvocationResult.Lost lost) {
                log.append("[%d] %s: %s".formatted(process.pid(), lost.errorType(), lost.reason()));
                LOG.warn("function {}: invocation lost: {}", function.name(), lost.reason());
            }
            boolean unused = invocation.result().complete(result);
        } finally {
            boolean unused = invocation.result().complete(STOPPED);
        }
    }

    private void startFailed(String reason) {
        int failures = gauge.startFailed(reason);
        Duration pause = settings.backoff().after(failures);
        closedUntil = settings.clock().instant().plus(pause);
        log.append("start failed, next one in %s: %s".formatted(pause, reason));
        LOG.warn("function {}: start failed, next one in {}: {}", function.name(), pause, reason);
        if (gauge.onlyOneLive()) {
            loseWaiting(new InvocationResult.Lost("Runtime.InitError", reason));
        }
    }

    private void loseWaiting(InvocationResult.Lost lost) {
        for (Invocation next = waiting.poll(); next != null; next = waiting.poll()) {
            boolean unused = next.result().complete(lost);
        }
    }

    /** Ends every process at once and loses what waits; returns when all are gone. */
    @Override
    public void close() {
        closed = true;
        loseWaiting(STOPPED);
        drivers.forEach(Thread::interrupt);
        for (Thread driver : drivers) {
            try {
                boolean unused = driver.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
