package dev.trellis.contract.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A container to be run.
 *
 * @param owner whose it is
 * @param image an image with its digest
 * @param words the command, in place of the image's own; empty for that
 * @param variables its environment
 * @param inputs a tar of the folder {@code trellis}, with its inputs in {@code trellis/in} and an empty {@code trellis/out}
 * @param limits what it may use
 */
public record ContainerOrder(
        Owner owner, String image, List<String> words, Variables variables, Path inputs, ContainerLimits limits) {
    /**
     * The attempt that a container works for.
     *
     * @param name of the container, the same for every attempt of a task and for no other task; 32 characters of a-z 0-9 -
     * @param attempt number of the attempt that orders it
     * @param seconds that the attempt may take
     */
    public record Owner(String name, int attempt, int seconds) {}

    /**
     * Environment variables.
     *
     * @param values by name
     * @param confidential names of those that hold a secret
     */
    public record Variables(Map<String, String> values, Set<String> confidential) {
        public Variables {
            values = Map.copyOf(values);
            confidential = Set.copyOf(confidential);
        }

        /** Without the values, so that no message and no log ever holds a secret. */
        @Override
        public String toString() {
            return "Variables" + values.keySet();
        }
    }

    public ContainerOrder {
        words = List.copyOf(words);
    }
}
