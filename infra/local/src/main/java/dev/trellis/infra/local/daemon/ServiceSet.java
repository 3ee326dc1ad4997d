package dev.trellis.infra.local.daemon;

import dev.trellis.infra.local.daemon.ServiceBoard.State;
import dev.trellis.infra.local.service.CloudService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Started services in the order of their start, closed in the opposite one; each step is shown on the board. */
final class ServiceSet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceSet.class);

    private final ServiceBoard board;
    private final Deque<CloudService> started = new ArrayDeque<>();

    ServiceSet(ServiceBoard board) {
        this.board = board;
    }

    /** Starts all at the same time and returns when each is up; fails with the first failure once all have ended their start. */
    void startTogether(List<CloudService> services) {
        var starts = services.stream()
                .map(service -> CompletableFuture.runAsync(() -> start(service), Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        try {
            var unused = CompletableFuture.allOf(starts).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void start(CloudService service) {
        long began = System.nanoTime();
        board.set(service.name(), State.STARTING, "");
        synchronized (started) {
            started.push(service);
        }
        try {
            service.start();
        } catch (RuntimeException e) {
            board.set(service.name(), State.FAILED, String.valueOf(e.getMessage()));
            throw e;
        }
        String took = "%.1f s".formatted((System.nanoTime() - began) / 1e9);
        board.set(service.name(), State.UP, took);
        LOG.info("{} is up after {}", service.name(), took);
    }

    /** The edge at which a service that does not stop is left behind: the others still have to. */
    @Override
    public void close() {
        while (true) {
            CloudService service;
            synchronized (started) {
                if (started.isEmpty()) {
                    return;
                }
                service = started.pop();
            }
            try {
                service.close();
            } catch (RuntimeException e) {
                LOG.warn("{} did not stop cleanly: {}", service.name(), e.toString());
            }
            board.set(service.name(), State.STOPPED, "");
        }
    }
}
