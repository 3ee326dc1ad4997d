package dev.trellis.pdo.cycle;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.infra.memory.MemoryQueues;
import dev.trellis.infra.memory.VirtualClock;
import dev.trellis.infra.memory.engine.MemoryEngine;
import dev.trellis.infra.memory.engine.Waiting;
import dev.trellis.pdo.fixture.Registries;
import dev.trellis.pdo.fixture.ScriptedEngine;
import dev.trellis.pdo.fixture.ScriptedQueues;
import dev.trellis.pdo.fixture.Tasks;
import dev.trellis.registry.RegistryCache;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A platform in memory on a virtual clock, and orchestrators in it. */
final class World {
    static final String QUEUE = "trellis-task-demo-noop";
    static final Duration LEASE = Duration.ofSeconds(5);

    final VirtualClock clock = new VirtualClock(Tasks.NOW);
    final MemoryEngine host = new MemoryEngine(clock, Waiting.virtual(clock), new MemoryEngine.Terms(LEASE, 2, 3));
    final ScriptedEngine engine = new ScriptedEngine(host);
    final ScriptedQueues queues =
            new ScriptedQueues(new MemoryQueues(clock).create(QUEUE).create(QueueNames.EVENTS));
    final MemoryExecutionStore executions = new MemoryExecutionStore();
    final Registries registries = new Registries().stable(Tasks.TYPE, "1.0.0");
    final List<Duration> pauses = new ArrayList<>();
    ArtifactStore artifacts = new MemoryArtifacts("bucket");
    RegistrySource source = new CachedRegistry(new RegistryCache(registries.store()), clock);
    LoopSettings settings = LoopSettings.DEFAULT;
    private int runs;

    /** One invocation that may last for five minutes. */
    CycleReport run() {
        return run(clock.instant().plusSeconds(300));
    }

    CycleReport run(Instant deadline) {
        return newCycle().run(deadline);
    }

    DispatchCycle newCycle() {
        CyclePorts ports = new CyclePorts(engine, queues, executions, artifacts, source);
        return new DispatchCycle(ports, settings, clock, () -> "pdo-" + ++runs, this::pause);
    }

    String status(String taskId) {
        return host.task(taskId).state().status();
    }

    private void pause(Duration time) {
        pauses.add(time);
        clock.advance(time);
    }
}
