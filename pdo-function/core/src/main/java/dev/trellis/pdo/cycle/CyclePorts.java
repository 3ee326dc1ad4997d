package dev.trellis.pdo.cycle;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;

/** All that an orchestrator reaches outside its own process. */
public record CyclePorts(
        EngineGateway engine,
        MessageQueues queues,
        ExecutionStore executions,
        ArtifactStore artifacts,
        RegistrySource registries) {}
