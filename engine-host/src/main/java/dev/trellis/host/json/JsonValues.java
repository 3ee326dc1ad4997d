package dev.trellis.host.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.trellis.contract.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON text as plain values and back: null, {@link Boolean}, {@link Number} (integers as they fit, fractions as {@link
 * java.math.BigDecimal}), {@link String}, {@link List} and {@link Map}. Numbers keep their digits.
 */
public final class JsonValues {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    /**
     * The members of a JSON object.
     *
     * @throws IllegalArgumentException when the text is no JSON object
     */
    public static Map<String, @Nullable Object> object(Json json) {
        try {
            Map<String, @Nullable Object> members = MAPPER.readValue(json.text(), OBJECT);
            if (members == null) {
                throw new IllegalArgumentException("a JSON object is expected, not null");
            }
            return members;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a JSON object is expected: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The value of a JSON text.
     *
     * @throws IllegalArgumentException when the text is no JSON
     */
    public static @Nullable Object value(String text) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("JSON is expected: " + e.getOriginalMessage(), e);
        }
    }

    /** The compact text of a value, with sorted keys. */
    public static String text(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the value has no JSON form: " + e.getOriginalMessage(), e);
        }
    }

    /** The document of a value, with sorted keys. */
    public static Json json(@Nullable Object value) {
        return new Json(text(value));
    }

    /** A document as a part of another one, written as it is. */
    public static Object asWritten(Json json) {
        return new RawValue(json.text());
    }

    /** Strings of a JSON array; empty for anything else. */
    public static List<String> strings(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Members of a JSON object with their values as text; empty for anything else. */
    public static Map<String, String> stringMap(@Nullable Object value) {
        TreeMap<String, String> members = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> members.put(String.valueOf(key), String.valueOf(member)));
        }
        return members;
    }

    private JsonValues() {}
}
