package dev.trellis.tde.child;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a child process is to run.
 *
 * @param words the program's path and its arguments; no shell reads them
 * @param environment variables beside those that every child gets
 * @param input a file that becomes its standard input
 * @param output a file that takes its standard output; null to have it in memory
 * @param offline whether it sees no network
 */
public record ChildCommand(
        List<String> words,
        Map<String, String> environment,
        Path input,
        @Nullable Path output,
        boolean offline) {
    public ChildCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }
}
