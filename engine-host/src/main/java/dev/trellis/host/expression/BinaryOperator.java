package dev.trellis.host.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The binary operators with their spellings and their precedence: a higher one binds tighter. */
enum BinaryOperator {
    OR(1, "||", "or"),
    AND(2, "&&", "and"),
    EQ(3, "==", "eq"),
    NE(3, "!=", "ne"),
    LT(4, "<", "lt"),
    LE(4, "<=", "le"),
    GT(4, ">", "gt"),
    GE(4, ">=", "ge"),
    ADD(5, "+"),
    SUBTRACT(5, "-"),
    MULTIPLY(6, "*"),
    DIVIDE(6, "/", "div"),
    REMAINDER(6, "%", "mod");

    static final int LOWEST = 1;
    static final int HIGHEST = 6;

    private static final Map<String, BinaryOperator> BY_SPELLING = new HashMap<>();

    static {
        for (BinaryOperator operator : values()) {
            operator.spellings.forEach(spelling -> BY_SPELLING.put(spelling, operator));
        }
    }

    private final int precedence;
    private final List<String> spellings;

    BinaryOperator(int precedence, String... spellings) {
        this.precedence = precedence;
        this.spellings = List.of(spellings);
    }

    int precedence() {
        return precedence;
    }

    static @Nullable BinaryOperator spelled(String text) {
        return BY_SPELLING.get(text);
    }
}
