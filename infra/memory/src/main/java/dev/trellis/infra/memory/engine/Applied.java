package dev.trellis.infra.memory.engine;

/** What became of an outcome. */
public enum Applied {
    /** It counted. */
    ACCEPTED,
    /** It had counted before. */
    DUPLICATE,
    /** It belongs to an attempt that no longer counts. */
    FENCED,
    /** No task has that id. */
    UNKNOWN
}
