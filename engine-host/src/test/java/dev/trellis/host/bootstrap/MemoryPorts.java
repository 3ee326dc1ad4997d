package dev.trellis.host.bootstrap;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PdoTrigger;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.infra.memory.MemoryQueues;
import dev.trellis.infra.memory.MemoryRegistry;
import dev.trellis.infra.memory.RecordedNudges;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The ports in memory, in the place of the cloud's. */
@ApplicationScoped
public class MemoryPorts {
    private static final int MAX_DELIVERIES = 5;

    @Produces
    @Singleton
    MessageQueues queues() {
        return new MemoryQueues(InstantSource.system())
                .create(QueueNames.OUTCOMES, MAX_DELIVERIES)
                .create(QueueNames.SUBMISSIONS, MAX_DELIVERIES)
                .create(QueueNames.EVENTS, MAX_DELIVERIES);
    }

    @Produces
    @Singleton
    ExecutionStore executions() {
        return new MemoryExecutionStore();
    }

    @Produces
    @Singleton
    ArtifactStore artifacts() {
        return new MemoryArtifacts("trellis-artifacts");
    }

    @Produces
    @Singleton
    RegistryStore registry() {
        return new MemoryRegistry();
    }

    @Produces
    @Singleton
    PdoTrigger trigger() {
        return new RecordedNudges();
    }
}
