package dev.trellis.simulation.witness;

/**
 * Something that must not be.
 *
 * @param rule the guarantee that does not hold, for example {@code I3}
 * @param what for people
 */
public record Violation(String rule, String what) {
    @Override
    public String toString() {
        return rule + ": " + what;
    }
}
