package dev.trellis.host.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an activity does. */
sealed interface Work {
    /** What the ids of handlers begin with. */
    String UNDO = "u_";

    /**
     * A scope of its own.
     *
     * @param undoneAtEnd whether its end event throws compensation
     */
    record Sub(Block body, boolean undoneAtEnd) implements Work {}

    /**
     * A task for a function. Its answer depends on what it reads and on nothing else.
     *
     * @param reads variables that its answer depends on
     * @param places the variables that tell apart the turns in which it stands
     * @param mapped whether the diagram names its inputs and outputs
     * @param ordered whether its outcome waits until nothing else can go on
     * @param fault the error in which it may end; null when it always succeeds
     * @param undo the task that undoes it; null when nothing does
     */
    record Task(
            String id,
            List<String> reads,
            List<String> places,
            boolean mapped,
            boolean ordered,
            @Nullable Fault fault,
            @Nullable Task undo)
            implements Work {
        /** All variables that its answer depends on. */
        List<String> inputs() {
            List<String> inputs = new ArrayList<>(places);
            inputs.addAll(reads);
            return inputs;
        }

        /** The variable that every success writes: a whole number. */
        String result() {
            return "v_" + id;
        }

        /** The handler that undoes it, which reads in which turn it stood and what it answered. */
        Task undone() {
            Task handler = new Task(UNDO + id, List.of(result()), places, true, false, null, null);
            return new Task(id, reads, places, mapped, ordered, fault, handler);
        }

        /** The output that is no variable where outputs are named. */
        String extra() {
            return "w_" + id;
        }

        /** The output by which a success means its error. */
        String bad() {
            return "b_" + id;
        }

        /** The variables that outputs become. */
        Map<String, @Nullable Object> written(Map<String, @Nullable Object> outputs) {
            return mapped ? Map.of(result(), number(outputs.get("out"))) : outputs;
        }

        private static Object number(@Nullable Object value) {
            if (value == null) {
                throw new IllegalArgumentException("a mapped output is missing");
            }
            return value;
        }
    }

    /** An error in which a task may end. */
    record Fault(String code, Kind kind) {
        enum Kind {
            /** The failure carries the code of the error. */
            REPORTED,
            /** The diagram makes the error of a failure with another code. */
            MODELLED,
            /** The diagram makes the error of the outputs of a success. */
            BY_OUTPUT
        }
    }
}
