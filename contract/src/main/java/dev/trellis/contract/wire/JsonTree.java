package dev.trellis.contract.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON text to tree, without an object mapper: its set-up would be a good part of a function's cold start. Stricter than
 * Jackson's own reading: one value and nothing after it, no member twice, at most {@value #MAX_DEPTH} levels, no half characters.
 */
final class JsonTree {

    static final int MAX_DEPTH = 500;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final JsonParser parser;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    static JsonNode read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonTree(parser).document();
        } catch (IOException broken) {
            throw notJson(broken);
        }
    }

    static JsonNode read(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            return new JsonTree(parser).document();
        } catch (IOException broken) {
            throw notJson(broken);
        }
    }

    private static WireFormatException notJson(IOException broken) {
        if (broken instanceof JsonProcessingException json && json.getLocation() != null) {
            return new WireFormatException(
                    "$",
                    "not JSON at line %d, column %d: %s"
                            .formatted(
                                    json.getLocation().getLineNr(),
                                    json.getLocation().getColumnNr(),
                                    json.getOriginalMessage()));
        }
        return new WireFormatException("$", "not JSON: " + broken.getMessage());
    }

    private JsonNode document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new WireFormatException("$", "not JSON: the text is empty");
        }
        JsonNode value = value(first, "$");
        if (parser.nextToken() != null) {
            throw new WireFormatException("$", "more text after the end of the JSON value");
        }
        return value;
    }

    private JsonNode value(@Nullable JsonToken token, String path) throws IOException {
        if (token == null) {
            throw new WireFormatException(path, "not JSON: the text ends too early");
        }
        return switch (token) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_STRING -> NODES.textNode(whole(parser.getText(), path));
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new WireFormatException(path, "not JSON: unexpected " + token);
        };
    }

    /** An escape can name half a character (a lone surrogate); the first queue or database on the way would make {@code ?} of it. */
    private static String whole(String text, String path) {
        for (int at = 0; at < text.length(); at++) {
            if (!Character.isSurrogate(text.charAt(at))) {
                continue;
            }
            if (!Character.isSurrogatePair(text.charAt(at), at + 1 < text.length() ? text.charAt(at + 1) : 0)) {
                throw new WireFormatException(path, "not text in UTF-8: half a character (a lone surrogate)");
            }
            at++;
        }
        return text;
    }

    private JsonNode integer() throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    private ObjectNode object(String path) throws IOException {
        ObjectNode object = NODES.objectNode();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String memberPath = Mismatch.member(path, whole(name, path));
            if (object.replace(name, value(parser.nextToken(), memberPath)) != null) {
                throw new WireFormatException(memberPath, "the member stands twice");
            }
        }
        return object;
    }

    private ArrayNode array(String path) throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, path + "[" + array.size() + "]"));
        }
        return array;
    }
}
