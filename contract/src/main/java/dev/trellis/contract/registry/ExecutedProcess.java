package dev.trellis.contract.registry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The process that a task type of the adapter {@value #ADAPTER} runs: its {@code ref}, a name with a range or without.
 *
 * @param range a semver range, null for the stable version
 */
public record ExecutedProcess(String name, @Nullable String range) {
    public static final String ADAPTER = "process";

    private static final Pattern REF = Pattern.compile("([a-z0-9]+(?:[._-][a-z0-9]+)*)(?:@(\\S.*))?");

    /** Reads a ref; empty when it names no process. */
    public static Optional<ExecutedProcess> of(String ref) {
        Matcher parts = REF.matcher(ref);
        return parts.matches() ? Optional.of(new ExecutedProcess(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** What an entry runs; empty when it runs no process. */
    public static Optional<ExecutedProcess> of(TdeEntry entry) {
        return entry.executor().adapter().equals(ADAPTER) ? of(entry.executor().ref()) : Optional.empty();
    }
}
