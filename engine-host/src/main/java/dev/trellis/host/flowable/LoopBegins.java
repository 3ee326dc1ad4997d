package dev.trellis.host.flowable;

/**
 * A loop begins, perhaps one without a turn.
 *
 * @param executionId of the whole loop
 */
public record LoopBegins(String executionId, String definitionId, String element) {}
