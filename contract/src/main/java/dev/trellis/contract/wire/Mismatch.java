package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What to say when a value is not of the kind that its place asks for, and the checks that say it. */
final class Mismatch {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** The path of a member: with a dot where its name is plain, else in brackets. */
    static String member(String path, String name) {
        boolean plain = PLAIN.matcher(name).matches();
        return plain ? path + "." + name : path + "['" + name + "']";
    }

    static ObjectNode objectAt(String path, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw of(path, "a JSON object", value);
    }

    static String textAt(String path, JsonNode value) {
        if (!value.isTextual()) {
            throw of(path, "a string", value);
        }
        return value.textValue();
    }

    static <E extends Enum<E>> E wordAt(String path, String value, Class<E> type) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(value)) {
                return constant;
            }
            words.add(word);
        }
        throw new WireFormatException(path, "expected one of " + String.join(", ", words) + ", found " + value);
    }

    static WireFormatException missing(String path, String expected) {
        return new WireFormatException(path, "missing; expected " + expected);
    }

    static WireFormatException of(String path, String expected, JsonNode found) {
        String article = found.isArray() || found.isObject() ? "an " : "";
        String kind = found.getNodeType().name().toLowerCase(Locale.ROOT);
        return new WireFormatException(path, "expected " + expected + ", found " + article + kind);
    }

    private Mismatch() {}
}
