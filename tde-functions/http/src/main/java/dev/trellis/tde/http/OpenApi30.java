package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;

/**
 * What OpenAPI 3.0 writes otherwise than JSON Schema 2020-12, which 3.1 uses: {@code nullable}, and exclusive bounds as flags
 * beside the bounds.
 */
final class OpenApi30 {
    /** The document with every schema in it as JSON Schema 2020-12. */
    static JsonNode asJsonSchema(JsonNode node) {
        if (node instanceof ArrayNode items) {
            ArrayNode all = JsonText.array();
            items.forEach(item -> all.add(asJsonSchema(item)));
            return all;
        }
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        ObjectNode schema = JsonText.object();
        node.properties().forEach(member -> schema.set(member.getKey(), asJsonSchema(member.getValue())));
        boolean nullable = isTrue(schema, "nullable");
        if (nullable && schema.path("type").isTextual()) {
            schema.putArray("type").add(node.get("type").textValue()).add("null");
            if (schema.get("enum") instanceof ArrayNode words) {
                words.addNull();
            }
        }
        bound(schema, "minimum", "exclusiveMinimum");
        bound(schema, "maximum", "exclusiveMaximum");
        return schema;
    }

    private static void bound(ObjectNode schema, String bound, String exclusive) {
        if (schema.path(bound).isNumber() && schema.path(exclusive).isBoolean()) {
            boolean flag = isTrue(schema, exclusive);
            schema.remove(exclusive);
            if (flag) {
                schema.set(exclusive, schema.remove(bound));
            }
        }
    }

    private static boolean isTrue(ObjectNode schema, String flag) {
        return schema.path(flag).isBoolean() && schema.path(flag).booleanValue();
    }

    private OpenApi30() {}
}
