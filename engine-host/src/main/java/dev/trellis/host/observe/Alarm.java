package dev.trellis.host.observe;

import java.util.List;

/**
 * Something that should never be, and that nothing else shows.
 *
 * @param name as its metric has it, without the leading {@code trellis}
 * @param count of what it is about
 * @param message what was seen
 * @param advice what to do
 * @param examples ids of some instances it is about
 */
public record Alarm(String name, long count, String message, String advice, List<String> examples) {
    public Alarm {
        examples = List.copyOf(examples);
    }
}
