package dev.trellis.infra.local.service;

import dev.trellis.infra.local.platform.ChildJournal;
import java.io.IOException;
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
    private @Nullable Process process;
    private boolean wanted;
    private boolean proven;

    ChildSupervisor(String label, Launch launch, ChildJournal children) {
        this.label = label;
        this.launch = launch;
        this.children = children;
    }

    synchronized void start() throws IOException {
        wanted = true;
        Process started = launch.start();
        process = started;
        children.record(started, label);
        var unused = started.onExit().thenRunAsync(() -> restart(started), Thread::startVirtualThread);
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

    private void restart(Process ended) {
        try {
            TimeUnit.NANOSECONDS.sleep(BEFORE_RESTART.toNanos());
            synchronized (this) {
                if (wanted && proven && process == ended) {
                    LOG.warn("{} ended with exit code {}: starting it again", label, ended.exitValue());
                    start();
                }
            }
        } catch (IOException e) {
            LOG.error("{} cannot be started again: {}", label, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
