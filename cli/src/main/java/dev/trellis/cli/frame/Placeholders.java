package dev.trellis.cli.frame;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values for <code>${name}</code> in files that a user hands over: paths and addresses that differ between machines.
 *
 * @param values by name; a name without a value stays as it stands
 */
public record Placeholders(Map<String, String> values) {
    /** Replaces nothing. */
    public static final Placeholders NONE = new Placeholders(Map.of());

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z][a-z0-9_]*)}");

    public Placeholders {
        values = Map.copyOf(values);
    }

    /** The text with every known placeholder filled. */
    public String fill(String text) {
        return values.isEmpty() ? text : PLACEHOLDER.matcher(text).replaceAll(this::value);
    }

    private String value(java.util.regex.MatchResult placeholder) {
        return Matcher.quoteReplacement(values.getOrDefault(placeholder.group(1), placeholder.group()));
    }
}
