package dev.trellis.host.flowable;

import org.jspecify.annotations.Nullable;

/**
 * An instance has reached an event that throws compensation.
 *
 * @param executionId names the place that waits until all is undone
 * @param rootId the outermost calling instance
 * @param definitionId of the deployed definition
 * @param element the event
 * @param scopeId the scope whose completed activities are meant
 * @param activity the one activity that is meant; null for all
 */
public record CompensationThrown(
        String executionId,
        String instanceId,
        String rootId,
        String definitionId,
        String element,
        String scopeId,
        @Nullable String activity) {}
