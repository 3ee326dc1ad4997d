package dev.trellis.tde.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement with {@code :name} parameters, made ready to be prepared. Values never become part of its text.
 *
 * @param text the statement for JDBC, each parameter as {@code ?}
 * @param names the parameter of each {@code ?}, in order
 */
record NamedStatement(String text, List<String> names) {
    /** What may hold a colon that means no parameter, each as PostgreSQL lexes it; then a parameter; then JDBC's own mark. */
    private static final Pattern PARTS = Pattern.compile("""
            (?<kept>
                [eE]'(?:[^'\\\\]++|\\\\.|'')*+'     # text with escapes
              | '(?:[^']++|'')*+'                   # text
              | "(?:[^"]++|"")*+"                   # quoted name
              | \\$(?<tag>[A-Za-z_]?\\w*)\\$.*?\\$\\k<tag>\\$  # dollar quotes
              | --[^\\n]*                           # comment to the end of the line
              | /\\*.*?\\*/                         # comment
              | ::                                  # cast
              | :=                                  # named notation
            )
            | (?<![A-Za-z0-9_]):(?<name>[A-Za-z_]\\w*)
            | (?<mark>\\?)
            """, Pattern.COMMENTS | Pattern.DOTALL);

    /** @param questionMark how the driver wants a question mark written that is no parameter */
    static NamedStatement parse(String sql, String questionMark) {
        List<String> names = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        Matcher parts = PARTS.matcher(sql);
        while (parts.find()) {
            String part;
            if (parts.group("kept") != null) {
                part = parts.group();
            } else if (parts.group("mark") != null) {
                part = questionMark;
            } else {
                names.add(parts.group("name"));
                part = "?";
            }
            parts.appendReplacement(text, Matcher.quoteReplacement(part));
        }
        return new NamedStatement(parts.appendTail(text).toString(), List.copyOf(names));
    }
}
