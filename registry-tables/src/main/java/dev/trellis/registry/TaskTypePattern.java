package dev.trellis.registry;

import dev.trellis.contract.registry.PolicyEntry;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns of task types: {@code *} stands for any characters, dots included; everything else for itself. */
final class TaskTypePattern {

    static boolean matches(String pattern, String name) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, name);
    }

    static boolean anyMatch(PolicyEntry policy, String name) {
        return policy.taskTypes().stream().anyMatch(pattern -> matches(pattern, name));
    }

    private TaskTypePattern() {}
}
