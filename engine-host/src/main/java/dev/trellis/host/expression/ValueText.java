package dev.trellis.host.expression;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of a value inside a template: strings as they are, null as nothing, lists and maps as compact JSON. */
final class ValueText {

    private static final int DEEPEST = 64;

    private final StringBuilder out = new StringBuilder();

    private ValueText() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            default -> {
                ValueText text = new ValueText();
                text.json(value, 0);
                yield text.out.toString();
            }
        };
    }

    private void json(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new ExpressionEvaluationException("a value is nested deeper than " + DEEPEST + " levels");
        }
        switch (value) {
            case null -> out.append("null");
            case Boolean known -> out.append(known);
            case Number number -> out.append(number(number));
            case String text -> string(text);
            case Collection<?> list -> list(list, depth);
            case Map<?, ?> map -> map(map, depth);
            default -> throw new ExpressionEvaluationException(Values.kind(value) + " has no text");
        }
    }

    private static String number(Number number) {
        return number instanceof Long ? number.toString() : plain(Numbers.normal(Numbers.of(number)));
    }

    private static String plain(Number number) {
        return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
    }

    private void list(Collection<?> list, int depth) {
        out.append('[');
        Iterator<?> elements = list.iterator();
        while (elements.hasNext()) {
            json(elements.next(), depth + 1);
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private void map(Map<?, ?> map, int depth) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> members = map.entrySet().iterator();
        while (members.hasNext()) {
            Map.Entry<?, ?> member = members.next();
            string(String.valueOf(member.getKey()));
            out.append(':');
            json(member.getValue(), depth + 1);
            out.append(members.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        out.append('"');
    }
}
