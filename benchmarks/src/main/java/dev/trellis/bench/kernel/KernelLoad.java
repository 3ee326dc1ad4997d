package dev.trellis.bench.kernel;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Many instances of tasks that do nothing: one thread starts them, some lease tasks in batches and report their outcomes. */
final class KernelLoad {
    private static final int BATCH = 50;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final BareKernel kernel;
    private final String process;
    private final int tasksOfInstance;

    KernelLoad(BareKernel kernel, String process, int tasksOfInstance) {
        this.kernel = kernel;
        this.process = process;
        this.tasksOfInstance = tasksOfInstance;
    }

    /** Runs them to their end and returns the seconds that it took. */
    double run(int instances, int workers) {
        long began = System.nanoTime();
        AtomicInteger left = new AtomicInteger(instances * tasksOfInstance);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(workers + 1)) {
            running.add(CompletableFuture.runAsync(() -> start(instances), threads));
            for (int i = 0; i < workers; i++) {
                String worker = "worker-" + i;
                running.add(CompletableFuture.runAsync(() -> work(worker, left), threads));
            }
            running.forEach(CompletableFuture::join);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private void start(int instances) {
        for (int i = 0; i < instances; i++) {
            String unused = kernel.start(process, Json.EMPTY_OBJECT);
        }
    }

    private void work(String worker, AtomicInteger left) {
        while (left.get() > 0) {
            List<LeasedTask> tasks = kernel.lease(worker, BATCH);
            if (tasks.isEmpty()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            } else {
                kernel.succeed(tasks, Payload.EMPTY);
                int unused = left.addAndGet(-tasks.size());
            }
        }
    }
}
