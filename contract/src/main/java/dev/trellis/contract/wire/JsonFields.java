package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, read one by one with their types checked. Every complaint is a {@link
 * WireFormatException} with the path of the member. A member that is {@code null} counts as absent.
 */
public final class JsonFields {

    private final String path;
    private final ObjectNode object;
    private final Set<String> known = new HashSet<>();

    private JsonFields(String path, ObjectNode object) {
        this.path = path;
        this.object = object;
    }

    /** The members of a document, which must be an object. */
    public static JsonFields of(JsonNode document) {
        return at("$", document);
    }

    /** The members of a value that stands at a path, which must be an object. */
    public static JsonFields at(String path, JsonNode value) {
        return new JsonFields(path, Mismatch.objectAt(path, value));
    }

    /** The path of a member of this object. */
    public String pathOf(String name) {
        return Mismatch.member(path, name);
    }

    /** The value of a member, or null when it is absent or {@code null}. */
    public @Nullable JsonNode node(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Whether the member is there and not {@code null}. */
    public boolean has(String name) {
        return node(name) != null;
    }

    public @Nullable String optionalText(String name) {
        JsonNode value = node(name);
        if (value != null && !value.isTextual()) {
            throw Mismatch.of(pathOf(name), "a string", value);
        }
        return value == null ? null : value.textValue();
    }

    /** A text that must be there and not be empty. */
    public String text(String name) {
        String value = optionalText(name);
        if (value == null) {
            throw Mismatch.missing(pathOf(name), "a string");
        }
        if (value.isBlank()) {
            throw new WireFormatException(pathOf(name), "must not be empty");
        }
        return value;
    }

    public String text(String name, String otherwise) {
        String value = optionalText(name);
        return value == null ? otherwise : value;
    }

    /** A whole number within bounds, or null when absent. */
    public @Nullable Long optionalInteger(String name, long min, long max) {
        JsonNode value = node(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw Mismatch.of(pathOf(name), "a whole number", value);
        }
        long number = value.longValue();
        if (number < min || number > max) {
            throw new WireFormatException(pathOf(name), "must be from %d to %d, not %d".formatted(min, max, number));
        }
        return number;
    }

    public int integer(String name, int min, int max) {
        Long value = optionalInteger(name, min, max);
        if (value == null) {
            throw Mismatch.missing(pathOf(name), "a whole number");
        }
        return value.intValue();
    }

    public int integer(String name, int min, int max, int otherwise) {
        Long value = optionalInteger(name, min, max);
        return value == null ? otherwise : value.intValue();
    }

    public @Nullable Boolean optionalFlag(String name) {
        JsonNode value = node(name);
        if (value != null && !value.isBoolean()) {
            throw Mismatch.of(pathOf(name), "true or false", value);
        }
        return value == null ? null : value.booleanValue();
    }

    public boolean flag(String name, boolean otherwise) {
        Boolean value = optionalFlag(name);
        return value == null ? otherwise : value;
    }

    /** An instant in RFC 3339. */
    public Instant instant(String name) {
        String value = text(name);
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException unreadable) {
            throw new WireFormatException(
                    pathOf(name), "expected an RFC 3339 time such as 2026-01-31T12:00:00Z, found " + value);
        }
    }

    /** One of the words of an enumeration, written in lower case. */
    public <E extends Enum<E>> E word(String name, Class<E> type) {
        return Mismatch.wordAt(pathOf(name), text(name), type);
    }

    public <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) {
        return has(name) ? word(name, type) : otherwise;
    }

    /** An object as a document; {@code {}} when absent. */
    public Json object(String name) {
        JsonNode value = node(name);
        return value == null ? Json.EMPTY_OBJECT : JsonText.json(Mismatch.objectAt(pathOf(name), value));
    }

    /** The members of an object, or null when absent. */
    public @Nullable JsonFields optionalFields(String name) {
        JsonNode value = node(name);
        return value == null ? null : at(pathOf(name), value);
    }

    public JsonFields fields(String name) {
        JsonFields value = optionalFields(name);
        if (value == null) {
            throw Mismatch.missing(pathOf(name), "a JSON object");
        }
        return value;
    }

    /** The items of an array, each read with its path; empty when absent. */
    public <T> List<T> list(String name, BiFunction<String, JsonNode, T> item) {
        JsonNode value = node(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw Mismatch.of(pathOf(name), "a JSON array", value);
        }
        List<T> items = new ArrayList<>();
        for (JsonNode element : value) {
            items.add(item.apply(pathOf(name) + "[" + items.size() + "]", element));
        }
        return items;
    }

    public List<String> texts(String name) {
        return list(name, Mismatch::textAt);
    }

    /** The members of an object whose values are texts; empty when absent. */
    public Map<String, String> textMap(String name) {
        JsonNode value = node(name);
        Map<String, String> map = new LinkedHashMap<>();
        if (value != null) {
            Mismatch.objectAt(pathOf(name), value)
                    .properties()
                    .forEach(entry -> map.put(
                            entry.getKey(),
                            Mismatch.textAt(Mismatch.member(pathOf(name), entry.getKey()), entry.getValue())));
        }
        return map;
    }

    /** Reads every member. */
    public void forEach(BiConsumer<String, JsonNode> reader) {
        object.properties().forEach(entry -> {
            known.add(entry.getKey());
            reader.accept(entry.getKey(), entry.getValue());
        });
    }

    /** The members that nobody asked for, as a document. */
    public Json rest() {
        ObjectNode rest = object.deepCopy();
        rest.remove(known);
        return rest.isEmpty() ? Json.EMPTY_OBJECT : JsonText.json(rest);
    }

    /** Complains about the first member that nobody asked for. */
    public void refuseRest() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new WireFormatException(
                        pathOf(name),
                        "unknown field; known here: "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        });
    }
}
