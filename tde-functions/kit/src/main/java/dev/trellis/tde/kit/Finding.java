package dev.trellis.tde.kit;

import java.util.Locale;

/**
 * What one check found.
 *
 * @param check its name
 * @param detail what was expected and what came, or why it was skipped
 */
public record Finding(String check, State state, String detail) {
    /** How a check ended. */
    public enum State {
        PASSED,
        FAILED,
        SKIPPED;

        /** As it is written in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
