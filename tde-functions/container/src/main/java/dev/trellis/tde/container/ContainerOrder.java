package dev.trellis.tde.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A container to be run.
 *
 * @param name its name, the same for every attempt of a task and for no other task
 * @param attempt number of the attempt that orders it
 * @param image an image with its digest
 * @param words the command, in place of the image's own; empty for that
 * @param environment variables
 * @param inputs a folder whose files become {@code /trellis/in}
 * @param limits what it may use
 */
public record ContainerOrder(
        String name,
        int attempt,
        String image,
        List<String> words,
        Map<String, String> environment,
        Path inputs,
        ContainerLimits limits) {
    public ContainerOrder {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }
}
