package dev.trellis.contract.task;

import java.util.Locale;

/** What a repeated execution does to the world, and so what may be retried. */
public enum Effect {
    /** No effect outside its outputs. */
    PURE,
    /** Repeating it leaves the world as one execution does. */
    IDEMPOTENT,
    /** The target takes the idempotency key once. */
    KEYED,
    /** Repeating it repeats the effect: a lost attempt is an incident, never a blind retry. */
    NON_IDEMPOTENT;

    /** The tag of a task request by which its executor learns the effect, as the registry entry's {@link #word()}. */
    public static final String TAG = "task.effect";

    /** As registry entries write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
