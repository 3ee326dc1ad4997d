package dev.trellis.host.flowable;

/** A task for a person was created. */
public record PersonAsked(String userTaskId, String instanceId, String element, String name) {}
