package dev.trellis.pdo.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.infra.memory.MemoryQueues;
import dev.trellis.infra.memory.engine.MemoryEngine;
import dev.trellis.infra.memory.engine.Waiting;
import dev.trellis.pdo.fixture.Registries;
import dev.trellis.pdo.fixture.ScriptedQueues;
import dev.trellis.pdo.fixture.Tasks;
import dev.trellis.registry.RegistryCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Orchestrators that run at the same time, in real threads. */
class SeveralOrchestratorsTest {
    private static final InstantSource FIXED = InstantSource.fixed(Tasks.NOW);
    private static final int TASKS = 500;

    @Test
    void shouldSendEachTaskOnceWhenSeveralRunAtTheSameTime() {
        // given
        MemoryEngine host =
                new MemoryEngine(FIXED, Waiting.real(), new MemoryEngine.Terms(Duration.ofSeconds(30), 0, 0));
        ScriptedQueues queues = new ScriptedQueues(new MemoryQueues(FIXED).create(World.QUEUE));
        Registries registries = new Registries().stable(Tasks.TYPE, "1.0.0");
        AtomicInteger ids = new AtomicInteger();
        DispatchCycle cycle = new DispatchCycle(
                new CyclePorts(
                        host,
                        queues,
                        new MemoryExecutionStore(),
                        new MemoryArtifacts("bucket"),
                        new CachedRegistry(new RegistryCache(registries.store()), FIXED)),
                new LoopSettings(
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        7,
                        0,
                        LoopSettings.DEFAULT.limits()),
                FIXED,
                () -> "pdo-" + ids.incrementAndGet(),
                time -> {});
        IntStream.range(0, TASKS).forEach(i -> host.add(Tasks.task("t" + i)));

        // when
        List<CycleReport> reports;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<CycleReport>> running = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> cycle.run(Tasks.NOW.plusSeconds(60)), threads))
                    .toList();
            reports = running.stream().map(CompletableFuture::join).toList();
        }

        // then
        assertThat(reports).extracting(CycleReport::ending).containsOnly(Ending.NO_PLACE);
        assertThat(reports.stream().mapToInt(CycleReport::sent).sum()).isEqualTo(TASKS);
        assertThat(queues.requests())
                .hasSize(TASKS)
                .extracting(request -> request.attempt().token())
                .doesNotHaveDuplicates();
    }
}
