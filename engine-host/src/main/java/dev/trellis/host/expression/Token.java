package dev.trellis.host.expression;

import org.jspecify.annotations.Nullable;

/**
 * A lexical unit of an expression.
 *
 * @param text the characters as written, or the content of a string without quotes and escapes
 * @param value the number that a NUMBER token denotes
 * @param position the offset of its first character in the source text
 */
record Token(Kind kind, String text, @Nullable Number value, int position) {

    enum Kind {
        NAME,
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** How the token is named in an error. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the text";
            case STRING -> "the string '" + text + "'";
            case NAME, NUMBER, SYMBOL -> "'" + text + "'";
        };
    }
}
