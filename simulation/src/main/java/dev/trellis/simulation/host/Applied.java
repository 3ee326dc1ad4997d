package dev.trellis.simulation.host;

/** What became of an outcome. */
public enum Applied {
    /** It ended or advanced its task. */
    ACCEPTED,
    /** It was judged before. */
    DUPLICATE,
    /** Its token is not that of the present attempt, or the attempt has ended. */
    FENCED,
    /** It succeeded after its task was cancelled. */
    LATE_EFFECT,
    /** It waits for a resumption or for a person. */
    HELD,
    /** No task has that id. */
    UNKNOWN
}
