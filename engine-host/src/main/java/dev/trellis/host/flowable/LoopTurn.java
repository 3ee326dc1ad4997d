package dev.trellis.host.flowable;

import java.util.Map;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.jspecify.annotations.Nullable;

/** One turn of a loop, with all that runs in it. What is written in a turn stays with it. */
final class LoopTurn {
    /**
     * Sets variables at a place: in a turn where they exist within the turn, or else on the turn; outside of loops where they
     * exist, or else on the instance.
     */
    static void write(ExecutionEntity place, Map<String, ? extends @Nullable Object> values) {
        ExecutionEntity turn = around(place);
        if (turn == null) {
            place.setVariables(values);
        } else {
            values.forEach((name, value) -> holder(place, turn, name).setVariableLocal(name, value));
        }
    }

    private static ExecutionEntity holder(ExecutionEntity place, ExecutionEntity turn, String name) {
        ExecutionEntity holder = place;
        while (holder != turn && !holder.hasVariableLocal(name)) {
            holder = holder.getParent();
        }
        return holder;
    }

    /** The innermost turn of a loop around a place. */
    private static @Nullable ExecutionEntity around(ExecutionEntity place) {
        ExecutionEntity at = place;
        while (at.getParent() != null) {
            if (at.getParent().isMultiInstanceRoot()) {
                return at;
            }
            at = at.getParent();
        }
        return null;
    }

    private LoopTurn() {}
}
