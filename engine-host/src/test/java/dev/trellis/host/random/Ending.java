package dev.trellis.host.random;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run.
 *
 * @param variables of the instance
 * @param tasks how many tasks ended how, by element and status
 * @param events how often something happened that is worth a test, by name
 */
record Ending(Map<String, @Nullable Object> variables, Map<String, Integer> tasks, Map<String, Integer> events) {}
