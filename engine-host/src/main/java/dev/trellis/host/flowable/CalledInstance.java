package dev.trellis.host.flowable;

import org.jspecify.annotations.Nullable;

/** An instance that a call activity starts. */
public record CalledInstance(
        String instanceId,
        String callerId,
        String rootId,
        String definitionId,
        @Nullable String businessKey) {}
