package dev.trellis.host.flowable;

/**
 * Where a model catches an error.
 *
 * @param scopesLeft how many scopes around the thrower are left
 * @param interrupts whether what else goes on in the scope of the thrower is interrupted
 */
public record Caught(int scopesLeft, boolean interrupts) {}
