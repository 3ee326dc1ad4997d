package dev.trellis.contract.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** JSON text to tree and back. Numbers keep every digit; objects keep the order of their members. */
public final class JsonText {

    /** Beyond this many digits an integral decimal keeps its exponent in canonical form. */
    private static final int PLAIN_DIGITS = 40;

    /**
     * Reads one JSON value.
     *
     * @throws WireFormatException when the text is not JSON, holds a member twice or half a character, is nested deeper than 500
     *     levels, or goes on after the value
     */
    public static JsonNode parse(String text) {
        return JsonTree.read(text);
    }

    /** Reads one JSON value from UTF-8 bytes; as {@link #parse(String)}. */
    public static JsonNode parse(byte[] utf8) {
        return JsonTree.read(utf8);
    }

    /** Reads the tree of a document. */
    public static JsonNode parse(Json json) {
        return parse(json.text());
    }

    /** Reads a JSON object; another value is refused. */
    public static ObjectNode parseObject(Json json) {
        return Mismatch.objectAt("$", parse(json));
    }

    /** A tree as a document. */
    public static Json json(JsonNode tree) {
        return new Json(write(tree));
    }

    /** The text of a tree: no blanks, members in their order. */
    public static String write(JsonNode tree) {
        return text(tree, false);
    }

    /** The text by which documents are compared and hashed: no blanks, sorted members, numbers in shortest form. */
    public static String canonical(JsonNode tree) {
        return text(tree, true);
    }

    /** The canonical form of a document. */
    public static Json canonical(Json json) {
        return new Json(canonical(parse(json)));
    }

    /** Whether two documents mean the same: order of members, blanks and the spelling of numbers do not count. */
    public static boolean same(Json one, Json other) {
        return one.text().equals(other.text()) || canonical(one).equals(canonical(other));
    }

    /** A text as a JSON string, quotes included. */
    public static String quote(String text) {
        return write(JsonTree.NODES.textNode(text));
    }

    /** An empty object to fill. */
    public static ObjectNode object() {
        return JsonTree.NODES.objectNode();
    }

    /** An empty array to fill. */
    public static ArrayNode array() {
        return JsonTree.NODES.arrayNode();
    }

    /** An array of texts. */
    public static ArrayNode array(List<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    private static String text(JsonNode tree, boolean canonical) {
        StringWriter out = new StringWriter();
        try (JsonGenerator generator = JsonTree.FACTORY.createGenerator(out)) {
            write(tree, generator, canonical);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return out.toString();
    }

    private static void write(JsonNode node, JsonGenerator out, boolean canonical) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, out, canonical);
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode item : node) {
                    write(item, out, canonical);
                }
                out.writeEndArray();
            }
            case STRING -> out.writeString(node.textValue());
            case NUMBER -> writeNumber(node, out, canonical);
            case BOOLEAN -> out.writeBoolean(node.booleanValue());
            default -> out.writeNull();
        }
    }

    private static void writeObject(JsonNode node, JsonGenerator out, boolean canonical) throws IOException {
        out.writeStartObject();
        List<Map.Entry<String, JsonNode>> members = canonical
                ? node.properties().stream().sorted(Map.Entry.comparingByKey()).toList()
                : List.copyOf(node.properties());
        for (Map.Entry<String, JsonNode> member : members) {
            out.writeFieldName(member.getKey());
            write(member.getValue(), out, canonical);
        }
        out.writeEndObject();
    }

    private static void writeNumber(JsonNode node, JsonGenerator out, boolean canonical) throws IOException {
        if (node.isIntegralNumber()) {
            out.writeNumber(node.bigIntegerValue());
            return;
        }
        BigDecimal value = node.decimalValue();
        if (!canonical) {
            out.writeNumber(value);
            return;
        }
        BigDecimal shortest = value.stripTrailingZeros();
        boolean plain = shortest.scale() <= 0 && shortest.precision() - shortest.scale() <= PLAIN_DIGITS;
        out.writeNumber(plain ? shortest.toPlainString() : shortest.toString());
    }

    private JsonText() {}
}
