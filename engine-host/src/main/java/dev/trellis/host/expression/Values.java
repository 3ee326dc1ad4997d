package dev.trellis.host.expression;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Truth, emptiness, equality and order of JSON-like values. */
final class Values {

    private static final int SHOWN = 60;

    private Values() {}

    /** Null is false; the strings {@code true} and {@code false} count in any case; other types are an error. */
    static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean known -> known;
            case String text when text.equalsIgnoreCase("true") -> true;
            case String text when text.equalsIgnoreCase("false") -> false;
            default -> throw new ExpressionEvaluationException("true or false is needed, not " + kind(value));
        };
    }

    static boolean empty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case String text -> text.isEmpty();
            case Collection<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }

    /** Numbers are equal by value, also to numeric strings; different types are unequal. */
    static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        }
        if (left instanceof Number || right instanceof Number) {
            BigDecimal a = numeric(left);
            BigDecimal b = numeric(right);
            return a != null && b != null && a.compareTo(b) == 0;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return equalLists(a, b);
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet()) && a.keySet().stream().allMatch(key -> equal(a.get(key), b.get(key)));
        }
        return left.equals(right);
    }

    private static boolean equalLists(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Negative, zero or positive; numbers by value (with a numeric string too), strings by code unit. */
    static int compare(Object left, Object right) {
        if (left instanceof Number || right instanceof Number) {
            BigDecimal a = numeric(left);
            BigDecimal b = numeric(right);
            if (a != null && b != null) {
                return a.compareTo(b);
            }
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        throw new ExpressionEvaluationException("cannot compare " + kind(left) + " with " + kind(right));
    }

    private static @Nullable BigDecimal numeric(Object value) {
        return switch (value) {
            case Number number -> Numbers.of(number);
            case String text -> Numbers.parse(text);
            default -> null;
        };
    }

    /** How a value is named in an error; contents are shown of short strings only. */
    static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Boolean b -> b.toString();
            case Number n -> "a number";
            case String text -> "the string " + quoted(text);
            case Collection<?> list -> "a list";
            case Map<?, ?> map -> "a map";
            default -> "a value of type " + value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        };
    }

    static String quoted(@Nullable Object value) {
        String text = String.valueOf(value);
        return '\'' + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + '\'';
    }
}
