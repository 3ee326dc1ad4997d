package dev.trellis.tde.runtime;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;
import java.util.Objects;

/**
 * What a running function needs of its cloud.
 *
 * @param queues where outcomes are published
 * @param executions decides who runs, and keeps what came out
 * @param artifacts files and large documents
 */
public record Ports(MessageQueues queues, ExecutionStore executions, ArtifactStore artifacts) {
    public Ports {
        Objects.requireNonNull(queues, "queues");
        Objects.requireNonNull(executions, "executions");
        Objects.requireNonNull(artifacts, "artifacts");
    }
}
