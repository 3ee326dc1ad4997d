package dev.trellis.host.flowable;

/**
 * A call activity that goes on.
 *
 * @param element the call activity
 */
public record CallReturn(String calledId, String callerId, String callerDefinitionId, String element) {}
