package dev.trellis.infra.local.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process and all that it started, ended together. */
public final class ProcessTree {

    private ProcessTree() {}

    /**
     * Kills the process and its descendants at once and returns when none is left.
     *
     * <p>Descendants are listed before their parent dies, since afterwards they belong to nobody; a parent is killed before its
     * children, so that it cannot start another in between.
     */
    public static void kill(ProcessHandle root) {
        Deque<ProcessHandle> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            ProcessHandle next = open.pop();
            var children = next.children().toList();
            boolean unused = next.destroyForcibly();
            children.forEach(open::push);
            awaitEnd(next, Duration.ofSeconds(5));
        }
    }

    /** Asks the process to end (SIGTERM), and kills it with all its descendants when it has not within {@code patience}. */
    public static void end(ProcessHandle root, Duration patience) {
        var descendants = root.descendants().toList();
        boolean unused = root.destroy();
        if (!awaitEnd(root, patience)) {
            kill(root);
        }
        descendants.stream().filter(ProcessHandle::isAlive).forEach(ProcessTree::kill);
    }

    private static boolean awaitEnd(ProcessHandle process, Duration patience) {
        CompletableFuture<ProcessHandle> end = process.onExit();
        try {
            var unused = end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for process " + process.pid(), e);
        }
    }
}
