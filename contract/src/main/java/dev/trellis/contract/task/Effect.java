package dev.trellis.contract.task;

/** What a repeated execution does to the world, and so what may be retried. */
public enum Effect {
    /** No effect outside its outputs. */
    PURE,
    /** Repeating it leaves the world as one execution does. */
    IDEMPOTENT,
    /** The target takes the idempotency key once. */
    KEYED,
    /** Repeating it repeats the effect: a lost attempt is an incident, never a blind retry. */
    NON_IDEMPOTENT
}
