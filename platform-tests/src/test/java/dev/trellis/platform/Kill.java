package dev.trellis.platform;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code kill -9}. */
final class Kill {
    private Kill() {}

    /** Kills processes that must be there. */
    static void all(Stream<ProcessHandle> processes) {
        List<ProcessHandle> victims = processes.toList();
        if (victims.isEmpty()) {
            throw new AssertionError("there is nothing to kill");
        }
        victims.forEach(ProcessHandle::destroyForcibly);
        victims.forEach(victim -> victim.onExit().join());
    }

    /** Waits until there are such processes, then kills them. */
    static void eventually(Supplier<Stream<ProcessHandle>> processes) {
        all(TrialPlatform.eventually(
                "a process to kill", () -> processes.get().toList(), list -> !list.isEmpty(), list -> list)
                .stream());
    }

    /** Kills such processes again and again, so that nothing that restarts them brings them back before the time is over. */
    static void keepDown(Supplier<Stream<ProcessHandle>> processes, Duration time) {
        all(processes.get());
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            processes.get().forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
