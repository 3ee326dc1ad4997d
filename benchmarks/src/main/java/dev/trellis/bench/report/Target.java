package dev.trellis.bench.report;

import org.jspecify.annotations.Nullable;

/** What a figure should be. */
public sealed interface Target {
    /** Whether a value reaches it; null when there is nothing to reach. */
    @Nullable
    Boolean metBy(double value);

    /** For example {@code <= 15}; empty when there is no target. */
    String text();

    /** No more than this. */
    record AtMost(double limit) implements Target {
        @Override
        public Boolean metBy(double value) {
            return value <= limit;
        }

        @Override
        public String text() {
            return "<= " + plain(limit);
        }
    }

    /** No less than this. */
    record AtLeast(double limit) implements Target {
        @Override
        public Boolean metBy(double value) {
            return value >= limit;
        }

        @Override
        public String text() {
            return ">= " + plain(limit);
        }
    }

    /** Reported only. */
    record None() implements Target {
        @Override
        public @Nullable Boolean metBy(double value) {
            return null;
        }

        @Override
        public String text() {
            return "";
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
