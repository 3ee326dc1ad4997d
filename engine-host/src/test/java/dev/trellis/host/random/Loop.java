package dev.trellis.host.random;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an activity is done several times.
 *
 * @param enough the number of turns after which the rest is left; null for all
 */
record Loop(boolean sequential, Size size, @Nullable Integer enough, Gather gather) {
    /** How many turns there are. */
    sealed interface Size {
        /** One for each element of a list. */
        record Elements(String list) implements Size {}

        /** A number modulo another. */
        record Number(String variable, int modulo) implements Size {}
    }

    /** What becomes of the results of the turns. */
    sealed interface Gather {
        /** They are forgotten. */
        record Nowhere() implements Gather {}

        /** The outputs stand in a variable of the instance, each at its index. */
        record Collected() implements Gather {}

        /** An object of these variables for each turn. */
        record Aggregated(List<String> sources) implements Gather {}
    }
}
