package dev.trellis.host.random;

import dev.trellis.contract.task.Outcome;
import dev.trellis.host.outcome.Applied;
import org.jspecify.annotations.Nullable;

/**
 * An outcome on its way to the host.
 *
 * @param expected what must become of it
 * @param flight that it goes on with
 * @param held the task that it ends; null when it must change nothing
 * @param open whether another outcome under its token may still count, since a twin of a cancelled task may succeed
 */
record Parcel(
        Outcome outcome,
        Class<? extends Applied> expected,
        Flight flight,
        @Nullable Held held,
        boolean open) {
    static Parcel of(Flight flight, Held held) {
        return new Parcel(held.outcome(), Applied.Accepted.class, flight, held, false);
    }

    /** The same once more. */
    Parcel again() {
        return new Parcel(outcome, open ? expected : Applied.Duplicate.class, flight, null, open);
    }
}
