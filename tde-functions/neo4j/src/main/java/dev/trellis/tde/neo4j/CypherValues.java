package dev.trellis.tde.neo4j;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Value;
import org.neo4j.driver.types.Node;
import org.neo4j.driver.types.Path;
import org.neo4j.driver.types.Relationship;

/** JSON values as parameters, and the values of a graph as JSON. */
final class CypherValues {
    /** The inputs by name. */
    static Map<String, Object> parameters(ObjectNode inputs) throws TaskFailedException {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> input : inputs.properties()) {
            parameters.put(input.getKey(), parameter("$.inputs." + input.getKey(), input.getValue()));
        }
        return parameters;
    }

    @SuppressWarnings("NullAway") // The driver takes null for null.
    private static Object parameter(String path, JsonNode value) throws TaskFailedException {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> number(path, value);
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (JsonNode item : value) {
                    items.add(parameter(path + "[" + items.size() + "]", item));
                }
                yield items;
            }
            case OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    members.put(member.getKey(), parameter(path + "." + member.getKey(), member.getValue()));
                }
                yield members;
            }
            default -> null;
        };
    }

    private static Object number(String path, JsonNode value) throws TaskFailedException {
        if (!value.isIntegralNumber()) {
            return value.doubleValue();
        }
        if (!value.canConvertToLong()) {
            throw TaskFailedException.permanent(
                    "invalid_input", path + " is larger than the whole numbers of a graph, which have 64 bits");
        }
        return value.longValue();
    }

    /**
     * A value as JSON: nodes as {@code {"labels", "properties"}}, relationships as {@code {"type", "properties"}}, paths as
     * arrays of both, bytes in base 64, times and points as the driver writes them.
     */
    static JsonNode json(Value value) {
        return switch (value.type().name()) {
            case "NULL" -> JsonText.parse("null");
            case "BOOLEAN" -> JsonText.parse(Boolean.toString(value.asBoolean()));
            case "INTEGER" -> JsonText.parse(Long.toString(value.asLong()));
            case "FLOAT" -> decimal(value.asDouble());
            case "LIST OF ANY?" -> list(value.values());
            case "MAP" -> members(value.asMap(CypherValues::json));
            case "NODE" -> node(value.asNode());
            case "RELATIONSHIP" -> relationship(value.asRelationship());
            case "PATH" -> path(value.asPath());
            case "BYTES" -> text(Base64.getEncoder().encodeToString(value.asByteArray()));
            case "STRING" -> text(value.asString());
            default -> text(String.valueOf(value.asObject()));
        };
    }

    /** NaN and the infinities are numbers to a graph and none to JSON. */
    private static JsonNode decimal(double number) {
        return Double.isFinite(number) ? JsonText.parse(Double.toString(number)) : text(Double.toString(number));
    }

    private static JsonNode list(Iterable<Value> values) {
        ArrayNode list = JsonText.array();
        values.forEach(value -> list.add(json(value)));
        return list;
    }

    private static ObjectNode members(Map<String, JsonNode> values) {
        ObjectNode members = JsonText.object();
        values.forEach(members::set);
        return members;
    }

    private static ObjectNode node(Node node) {
        List<String> labels = new ArrayList<>();
        node.labels().forEach(labels::add);
        ObjectNode out = JsonText.object();
        out.set("labels", JsonText.array(labels));
        out.set("properties", members(node.asMap(CypherValues::json)));
        return out;
    }

    private static ObjectNode relationship(Relationship relationship) {
        ObjectNode out = JsonText.object().put("type", relationship.type());
        out.set("properties", members(relationship.asMap(CypherValues::json)));
        return out;
    }

    private static ArrayNode path(Path path) {
        ArrayNode out = JsonText.array().add(node(path.start()));
        path.forEach(segment -> out.add(relationship(segment.relationship())).add(node(segment.end())));
        return out;
    }

    private static JsonNode text(@Nullable String text) {
        return JsonText.parse(JsonText.quote(String.valueOf(text)));
    }

    private CypherValues() {}
}
