package dev.trellis.infra.local.function;

import dev.trellis.infra.local.platform.ProcessTree;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One live function process with its Runtime API; used by one thread at a time. */
final class FunctionProcess implements AutoCloseable {

    private static final Duration POLITE = Duration.ofSeconds(2);
    private static final long ASK_SLICE_MILLIS = 200;

    private final Process process;
    private final RuntimeApi api;
    private final Duration timeout;
    private final InstantSource clock;

    FunctionProcess(Process process, RuntimeApi api, Duration timeout, InstantSource clock) {
        this.process = process;
        this.api = api;
        this.timeout = timeout;
        this.clock = clock;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Waits until the process asks for work; says why when it will not. */
    Optional<String> awaitUp(Duration limit) throws InterruptedException {
        var first = CompletableFuture.anyOf(api.up(), api.initError(), process.onExit());
        if (!completes(first, limit)) {
            return Optional.of("not up within %d s".formatted(limit.toSeconds()));
        }
        if (api.initError().isDone()) {
            return Optional.of("initialisation failed: " + api.initError().join());
        }
        return api.up().isDone()
                ? Optional.empty()
                : Optional.of("ended with exit code %d before it was up".formatted(process.exitValue()));
    }

    /** Runs one invocation to its result, killing the whole process tree when its time is up. */
    InvocationResult run(Invocation invocation) throws InterruptedException {
        invocation.handedOverUntil(clock.millis() + timeout.toMillis());
        long limit = System.nanoTime() + timeout.toNanos();
        boolean taken = false;
        while (!taken && alive() && System.nanoTime() < limit) {
            taken = api.offer(invocation, ASK_SLICE_MILLIS);
        }
        var end = CompletableFuture.anyOf(invocation.result(), process.onExit());
        boolean ended = completes(end, Duration.ofNanos(Math.max(0, limit - System.nanoTime())));
        if (invocation.result().isDone()) {
            return invocation.result().join();
        }
        if (ended) {
            return new InvocationResult.Lost(
                    "Runtime.ExitError", "the process ended with exit code %d".formatted(process.exitValue()));
        }
        ProcessTree.kill(process.toHandle());
        return new InvocationResult.Lost("Sandbox.Timedout", "timed out after " + timeout);
    }

    private static boolean completes(CompletableFuture<Object> future, Duration limit) throws InterruptedException {
        try {
            var unused = future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a promise that never fails has failed", e);
        }
    }

    /** Ends the process with all it started: politely while idle, by force when it does not go. */
    @Override
    public void close() {
        ProcessTree.end(process.toHandle(), POLITE);
        api.close();
    }
}
