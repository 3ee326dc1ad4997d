package dev.trellis.host.gate;

import java.util.Set;

/**
 * A variable that takes its value from others by the diagram alone, without a task in between.
 *
 * @param target the variable
 * @param sources the variables that its value is made of
 */
public record VariableFlow(String target, Set<String> sources) {
    public VariableFlow {
        sources = Set.copyOf(sources);
    }
}
