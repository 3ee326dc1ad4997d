package dev.trellis.host.kernel;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.host.task.ApprovalPolicy;
import dev.trellis.registry.RegistryCache;
import java.time.InstantSource;
import javax.sql.DataSource;

/**
 * What the kernel needs from outside.
 *
 * @param dataSource connections whose search path is {@code public, trellis}, with the migrations applied
 * @param clock of events and identifiers; leases and deadlines go by the database
 */
public record KernelPorts(
        DataSource dataSource,
        RegistryCache registry,
        ArtifactStore artifacts,
        ExecutionStore executions,
        ApprovalPolicy approvals,
        InstantSource clock) {}
