package dev.trellis.host.random;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a process with one way in and one way out. A new kind is a new record here; the compiler then
 * names each place that must learn it.
 */
sealed interface Block {
    /** Passes at once. */
    record Nothing() implements Block {}

    /** One after the other. */
    record Sequence(List<Block> parts) implements Block {}

    /** The first branch whose test holds, or else the other way. */
    record Exclusive(String id, List<Branch> branches, Block otherwise) implements Block {}

    /** All at once. */
    record Parallel(String id, List<Block> branches) implements Block {}

    /** All branches whose tests hold, or else the other way. */
    record Inclusive(String id, List<Branch> branches, Block otherwise) implements Block {}

    /** The body once, and again while the test holds, at most so often. */
    record Repeat(String id, Block body, Test again, int most) implements Block {
        /** The variable that counts the rounds from 0. */
        String counter() {
            return "n_" + id;
        }
    }

    /**
     * An event that throws compensation.
     *
     * @param activity the one that is undone; null for all of the scope
     */
    record Undo(String id, @Nullable String activity) implements Block {}

    /** Work that boundary events may leave. */
    record Activity(String id, Work work, @Nullable Loop loop, List<Boundary> boundaries) implements Block {
        /** The variable that holds the present element of the loop. */
        String element() {
            return "i_" + id;
        }

        /** The variable in which the loop is gathered. */
        String gathered() {
            return "g_" + id;
        }
    }

    /**
     * A way out of a gateway.
     *
     * @param raises the error with which the branch ends instead of going on; null for none
     */
    record Branch(Test when, Block then, @Nullable String raises) {}

    /** A condition on a number. */
    record Test(String variable, Relation relation, int number) {
        enum Relation {
            ABOVE,
            BELOW,
            DIVISIBLE
        }

        boolean holds(int value) {
            return switch (relation) {
                case ABOVE -> value > number;
                case BELOW -> value < number;
                case DIVISIBLE -> value % number == 0;
            };
        }

        /** As an expression of a diagram, without its braces. */
        String expression() {
            return switch (relation) {
                case ABOVE -> variable + " > " + number;
                case BELOW -> variable + " < " + number;
                case DIVISIBLE -> variable + " % " + number + " == 0";
            };
        }
    }

    /** An event on the boundary of an activity, and what follows it. */
    record Boundary(String id, Trigger trigger, Block handler) {}

    /** What sets a boundary event off. */
    sealed interface Trigger {
        /** An error of this code, or any. */
        record OnError(@Nullable String code) implements Trigger {
            boolean catches(String thrown) {
                return code == null || code.equals(thrown);
            }
        }

        /**
         * A time. Whether it comes is the path's choice.
         *
         * @param places the variables that tell apart the turns in which it stands
         */
        record OnTimer(boolean interrupting, List<String> places) implements Trigger {}
    }
}
