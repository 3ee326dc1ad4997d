package dev.trellis.tde.runtime;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.SecretStore;
import java.util.Objects;

/**
 * What a running function needs of its cloud.
 *
 * @param queues where outcomes are published
 * @param executions decides who runs, and keeps what came out
 * @param artifacts files and large documents
 * @param secrets values behind {@code secret://} references
 */
public record Ports(MessageQueues queues, ExecutionStore executions, ArtifactStore artifacts, SecretStore secrets) {
    public Ports {
        Objects.requireNonNull(queues, "queues");
        Objects.requireNonNull(executions, "executions");
        Objects.requireNonNull(artifacts, "artifacts");
        Objects.requireNonNull(secrets, "secrets");
    }

    /** Ports of an executor that reads no secret. */
    public Ports(MessageQueues queues, ExecutionStore executions, ArtifactStore artifacts) {
        this(queues, executions, artifacts, new NoSecrets());
    }
}
