package dev.trellis.host.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions that an expression may call; each is total over JSON-like values or fails with a clear error. */
enum PureFunction {
    /** The number of elements of a list or map, or of characters of a string; 0 for null. */
    SIZE(1),
    /** A string in lower case, independent of the host's language. */
    LOWER(1),
    /** A string in upper case, independent of the host's language. */
    UPPER(1),
    /** A string without white space at its ends. */
    TRIM(1),
    /** Whether a list holds a value, a map a key, or a string a part. */
    CONTAINS(2),
    /** A number rounded half up to so many decimal places: {@code round(x, 2)}. */
    ROUND(2),
    /** The absolute value of a number. */
    ABS(1),
    /** The smaller of two numbers. */
    MIN(2),
    /** The larger of two numbers. */
    MAX(2),
    /** A number from a numeric string. */
    NUMBER(1),
    /** The text that a value has inside a template. */
    TEXT(1);

    private static final int MOST_PLACES = 30;

    private final int arity;

    PureFunction(int arity) {
        this.arity = arity;
    }

    int arity() {
        return arity;
    }

    static @Nullable PureFunction named(String name) {
        return Stream.of(values())
                .filter(f -> f.word().equals(name))
                .findFirst()
                .orElse(null);
    }

    static String names() {
        return Stream.of(values()).map(PureFunction::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Nullable
    Object apply(List<@Nullable Object> arguments) {
        Object first = arguments.get(0);
        Object second = arity > 1 ? arguments.get(1) : null;
        return switch (this) {
            case SIZE -> size(first);
            case LOWER -> string(first).toLowerCase(Locale.ROOT);
            case UPPER -> string(first).toUpperCase(Locale.ROOT);
            case TRIM -> string(first).strip();
            case CONTAINS -> contains(first, second);
            case ROUND -> round(Numbers.of(first), Numbers.of(second));
            case ABS -> Numbers.normal(Numbers.of(first).abs());
            case MIN -> Numbers.normal(Numbers.of(first).min(Numbers.of(second)));
            case MAX -> Numbers.normal(Numbers.of(first).max(Numbers.of(second)));
            case NUMBER -> Numbers.normal(Numbers.of(first));
            case TEXT -> ValueText.of(first);
        };
    }

    private static Object size(@Nullable Object value) {
        return switch (value) {
            case null -> 0L;
            case Collection<?> list -> (long) list.size();
            case Map<?, ?> map -> (long) map.size();
            case String text -> (long) text.length();
            default ->
                throw new ExpressionEvaluationException(
                        "size needs a list, a map or a string, not " + Values.kind(value));
        };
    }

    private static Object contains(@Nullable Object container, @Nullable Object sought) {
        return switch (container) {
            case null -> false;
            case Collection<?> list -> list.stream().anyMatch(element -> Values.equal(element, sought));
            case Map<?, ?> map -> sought instanceof String && map.containsKey(sought);
            case String text -> text.contains(string(sought));
            default ->
                throw new ExpressionEvaluationException(
                        "contains needs a list, a map or a string, not " + Values.kind(container));
        };
    }

    private static Object round(BigDecimal number, BigDecimal places) {
        boolean usable = places.signum() >= 0 && places.compareTo(BigDecimal.valueOf(MOST_PLACES)) <= 0;
        if (!usable || places.stripTrailingZeros().scale() > 0) {
            throw new ExpressionEvaluationException(
                    "round needs a whole number of decimal places from 0 to " + MOST_PLACES);
        }
        return Numbers.normal(number.setScale(places.intValueExact(), RoundingMode.HALF_UP));
    }

    private static String string(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new ExpressionEvaluationException("a string is needed, not " + Values.kind(value));
    }
}
