package dev.trellis.infra.local.service;

import dev.trellis.infra.local.platform.ChildJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one child process running: starts it, and starts it again a second after it ended unasked. */
final class ChildSupervisor {

    private static final Logger LOG = LoggerFactory.getLogger(ChildSupervisor.class);
    private static final Duration BEFORE_RESTART = Duration.ofSeconds(1);

    /** Starts the process anew. */
    @FunctionalInterface
    interface Launch {
        Process start() throws IOException;
    }

    private final String label;
    private final Launch launch;
    private final ChildJournal children;
    private final Duration pause;
    private @Nullable Process process;
    private boolean wanted;
    private boolean proven;

    ChildSupervisor(String label, Launch launch, ChildJournal children) {
        this(label, launch, children, BEFORE_RESTART);
    }

    /** @param pause before each start after the first */
    ChildSupervisor(String label, Launch launch, ChildJournal children, Duration pause) {
        this.label = label;
        this.launch = launch;
        this.children = children;
        this.pause = pause;
    }

    synchronized void start() throws IOException {
        wanted = true;
        Process started = launch.start();
        process = started;
        var unused = started.onExit().thenRunAsync(() -> restart(started), Thread::startVirtualThread);
        try {
            children.record(started, label);
        } catch (UncheckedIOException unwritten) {
            LOG.warn("{} runs, and is not written down: {}", label, unwritten.getMessage());
        }
    }

    /** From now on an end is an accident; before, whoever waits for the start is told instead. */
    synchronized void proven() {
        proven = true;
    }

    /** The process as it runs now; empty before the start and after {@link #release()}. */
    synchronized Optional<Process> process() {
        return Optional.ofNullable(process);
    }

    /** Gives the process up to the caller, who ends it. */
    synchronized Optional<Process> release() {
        wanted = false;
        Optional<Process> released = Optional.ofNullable(process);
        process = null;
        return released;
    }

    /** A start can fail where a process cannot be made just now, so it is tried until it works or is not wanted any more. */
    private void restart(Process ended) {
        try {
            do {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            } while (!settled(ended));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process that ended needs no further try. */
    private synchronized boolean settled(Process ended) {
        if (!wanted || !proven || process != ended) {
            return true;
        }
        LOG.warn("{} ended with exit code {}: starting it again", label, ended.exitValue());
        try {
            start();
            return true;
        } catch (IOException e) {
            LOG.warn("{} cannot be started again, trying once more in {}: {}", label, pause, e.getMessage());
            return false;
        }
    }
}
