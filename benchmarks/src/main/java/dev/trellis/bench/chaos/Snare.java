package dev.trellis.bench.chaos;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Set at a crash point, kills the next process that comes past it, once. Safe for use by several threads. */
final class Snare {
    private final AtomicReference<@Nullable Set> set = new AtomicReference<>();

    private record Set(CrashPoint point, CompletableFuture<ProcessHandle> caught) {}

    /**
     * Waits for a victim.
     *
     * @return the process that was killed; empty when none came past in time
     */
    Optional<ProcessHandle> at(CrashPoint point, Duration patience) throws InterruptedException {
        Set mine = new Set(point, new CompletableFuture<>());
        set.set(mine);
        try {
            return Optional.of(mine.caught().get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException nobody) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a snare does not fail", e);
        } finally {
            set.set(null);
        }
    }

    /** Whether the snare is set at a point. */
    boolean isSetAt(CrashPoint point) {
        Set now = set.get();
        return now != null && now.point() == point;
    }

    /** Called where a process stands at a point: kills it when the snare is set there. */
    void pass(CrashPoint point, Optional<ProcessHandle> process) {
        Set now = set.get();
        if (now == null || now.point() != point || process.isEmpty() || !set.compareAndSet(now, null)) {
            return;
        }
        Victims.kill(process.get());
        boolean unused = now.caught().complete(process.get());
    }
}
