package dev.trellis.contract.container;

/**
 * How a container ended.
 *
 * @param exitCode its exit status
 * @param outOfMemory whether the engine killed it for its memory
 */
public record ContainerEnd(int exitCode, boolean outOfMemory) {}
