package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an attribute or a text may hold. */
enum ValueKind {
    /** An XML id without a colon. */
    ID("[\\p{L}_][\\p{L}\\p{N}_.\\-]*", "a name of letters, digits, '_', '-' and '.', not starting with a digit"),
    /** The id of another element, without a namespace prefix. */
    REF("[\\p{L}_][\\p{L}\\p{N}_.\\-]*", "the id of an element of this file, without a prefix"),
    BOOL("true|false", "true or false"),
    NUMBER("-?[0-9]{1,9}(\\.[0-9]{1,20})?(E-?[0-9]{1,2})?", "a number"),
    /** The name of a process variable. */
    VAR("[\\p{L}_][\\p{L}\\p{N}_]*", "a variable name of letters, digits and '_'"),
    /** The name of a field of a task's input. */
    FIELD("[\\p{L}_][\\p{L}\\p{N}_.\\-]*", "a field name of letters, digits, '_', '-' and '.'"),
    /** The type that marks an expression, under any prefix. */
    FORMAL("([\\w.\\-]+:)?tFormalExpression", "tFormalExpression"),
    ALL("all", "'all'"),
    /** Any text that holds no expression. */
    PLAIN(null, "plain text without an expression"),
    /** Plain text, or text with expressions of the grammar. */
    TEXT(null, "text or expressions"),
    /** Exactly one expression of the grammar. */
    EXPR(null, "one expression such as ${amount > 1000}"),
    /** A whole number or exactly one expression of the grammar. */
    INT(null, "a whole number, or one expression");

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,9}");

    private final @Nullable Pattern pattern;
    private final String described;

    ValueKind(@Nullable String pattern, String described) {
        this.pattern = pattern == null ? null : Pattern.compile(pattern);
        this.described = described;
    }

    static ValueKind named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether values of this kind may hold expressions, each of which must be of the grammar. */
    boolean takesExpressions() {
        return this == TEXT || this == EXPR || this == INT;
    }

    /** What is wrong with a value, apart from the grammar of its expressions; null when nothing is. */
    @Nullable
    String problem(String value) {
        boolean dynamic = Expression.isDynamic(value);
        if (dynamic && !takesExpressions()) {
            return "an expression is not allowed here; write " + described;
        }
        boolean fits =
                switch (this) {
                    case PLAIN, TEXT -> true;
                    case EXPR -> dynamic;
                    case INT -> dynamic || WHOLE.matcher(value).matches();
                    default -> pattern != null && pattern.matcher(value).matches();
                };
        return fits ? null : "'" + shown(value) + "' does not fit; write " + described;
    }

    static String shown(String value) {
        return value.length() <= 80 ? value : value.substring(0, 80) + "…";
    }
}
