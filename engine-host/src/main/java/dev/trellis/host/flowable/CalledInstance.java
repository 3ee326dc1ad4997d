package dev.trellis.host.flowable;

import org.jspecify.annotations.Nullable;

/**
 * An instance that a call activity starts.
 *
 * @param element the call activity
 */
public record CalledInstance(
        String instanceId,
        String callerId,
        String element,
        String rootId,
        String definitionId,
        @Nullable String businessKey) {}
