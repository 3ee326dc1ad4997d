package dev.trellis.pdo.cycle;

/** Why a run ended. */
public enum Ending {
    /** Nothing was ready for the linger time. */
    IDLE,
    /** Nothing was left to do, and enough other orchestrators wait. */
    NO_PLACE,
    /** The end of the invocation was near. */
    DEADLINE,
    /** The host did not answer for the time of patience. */
    ENGINE_UNAVAILABLE
}
