package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.registry.SchemaCheck;
import dev.trellis.tde.runtime.TaskFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One operation of an OpenAPI document: it says how inputs become a call, and which inputs make none. */
final class Operation {
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");

    private final ObjectNode document;
    private final SchemaCheck schemas;
    private final String method;
    private final String path;
    private final List<Parameter> parameters;
    private final @Nullable JsonNode requestBody;

    /** @param in {@code path}, {@code query} or {@code header} */
    private record Parameter(String name, String in, boolean required, JsonNode schema) {}

    private Operation(Found found, ObjectNode document, SchemaCheck schemas) {
        this.document = document;
        this.schemas = schemas;
        this.method = found.method.toUpperCase(Locale.ROOT);
        this.path = found.path;
        this.parameters = parameters(found);
        JsonNode body = found.operation.get("requestBody");
        this.requestBody = body == null ? null : resolved(body);
    }

    private record Found(String path, String method, JsonNode item, JsonNode operation) {}

    /** The operation with an {@code operationId}. */
    static Operation find(ObjectNode document, String id, SchemaCheck schemas) {
        for (Map.Entry<String, JsonNode> item : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : item.getValue().properties()) {
                boolean named =
                        id.equals(operation.getValue().path("operationId").asText());
                if (named && METHODS.contains(operation.getKey())) {
                    Found found = new Found(item.getKey(), operation.getKey(), item.getValue(), operation.getValue());
                    return new Operation(found, document, schemas);
                }
            }
        }
        throw new WireFormatException("$.settings.operation", "the OpenAPI document has no operation " + id);
    }

    /**
     * The call that the inputs make: parameters take the inputs of their names, the body takes the others.
     *
     * @param base the address before the path
     */
    Target target(String base, ObjectNode inputs) throws TaskFailedException {
        String filled = path;
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new LinkedHashMap<>();
        ObjectNode others = inputs.deepCopy();
        for (Parameter parameter : parameters) {
            JsonNode value = others.remove(parameter.name);
            if (value == null || value.isNull()) {
                requireOptional(parameter);
                continue;
            }
            check("$.inputs." + parameter.name, parameter.schema, value);
            List<String> texts = Values.texts(parameter.name, value);
            switch (parameter.in) {
                case "path" ->
                    filled = filled.replace("{" + parameter.name + "}", Template.encoded(String.join(",", texts)));
                case "query" ->
                    texts.forEach(text -> query.append(query.isEmpty() ? '?' : '&')
                            .append(Template.encoded(parameter.name))
                            .append('=')
                            .append(Template.encoded(text)));
                default -> headers.put(parameter.name, String.join(",", texts));
            }
        }
        String address = base.replaceFirst("/+$", "") + filled + query;
        Body body = requestBody == null ? none(others) : body(requestBody, others);
        return new Target(method, address, headers, body.value, body.form);
    }

    private record Body(@Nullable JsonNode value, BodyForm form) {}

    private static Body none(ObjectNode others) throws TaskFailedException {
        if (!others.isEmpty()) {
            throw TaskFailedException.permanent(
                    "invalid_input",
                    "the operation takes no "
                            + String.join(
                                    ", ",
                                    others.propertyStream()
                                            .map(Map.Entry::getKey)
                                            .toList()));
        }
        return new Body(null, BodyForm.JSON);
    }

    private Body body(JsonNode described, ObjectNode others) throws TaskFailedException {
        if (others.isEmpty() && !described.path("required").asBoolean(false)) {
            return new Body(null, BodyForm.JSON);
        }
        for (Map.Entry<String, JsonNode> content : described.path("content").properties()) {
            BodyForm form =
                    switch (content.getKey().split(";", 2)[0].strip()) {
                        case "application/json" -> BodyForm.JSON;
                        case "application/x-www-form-urlencoded" -> BodyForm.FORM;
                        case "multipart/form-data" -> BodyForm.MULTIPART;
                        default -> null;
                    };
            if (form != null) {
                if (form != BodyForm.MULTIPART) {
                    check("$.inputs", content.getValue().path("schema"), others);
                }
                return new Body(others, form);
            }
        }
        throw new WireFormatException(
                "$.settings.operation", "the operation takes no JSON, no form and no multipart body");
    }

    private void check(String where, JsonNode schema, JsonNode value) throws TaskFailedException {
        if (schema.isMissingNode()) {
            return;
        }
        ObjectNode whole = JsonText.object();
        whole.putArray("allOf").add(schema);
        whole.set(
                "components", document.path("components").isObject() ? document.get("components") : JsonText.object());
        List<SchemaCheck.Violation> violations = schemas.violations(new Json(JsonText.write(whole)), value);
        if (!violations.isEmpty()) {
            SchemaCheck.Violation first = violations.getFirst();
            throw TaskFailedException.permanent(
                    "invalid_input",
                    "%s%s is not what the operation takes: %s"
                            .formatted(where, first.path().substring(1), first.message()));
        }
    }

    private static void requireOptional(Parameter parameter) throws TaskFailedException {
        if (parameter.required) {
            throw TaskFailedException.permanent(
                    "invalid_input", "$.inputs." + parameter.name + " is missing; the operation needs it");
        }
    }

    /** Those of the operation go before those of the path. */
    private List<Parameter> parameters(Found found) {
        Map<String, Parameter> all = new LinkedHashMap<>();
        for (JsonNode owner : List.of(found.item, found.operation)) {
            for (JsonNode item : owner.path("parameters")) {
                Parameter parameter = parameter(resolved(item));
                all.put(parameter.in + " " + parameter.name, parameter);
            }
        }
        return new ArrayList<>(all.values());
    }

    private static Parameter parameter(JsonNode described) {
        String name = described.path("name").asText();
        String in = described.path("in").asText();
        switch (in) {
            case "path", "query" -> {}
            case "header" -> {
                String unused = Headers.settable("$.settings.openapi", name);
            }
            default ->
                throw new WireFormatException(
                        "$.settings.openapi", "the parameter " + name + " stands in " + in + ", which is not served");
        }
        boolean required = in.equals("path") || described.path("required").asBoolean(false);
        return new Parameter(name, in, required, described.path("schema"));
    }

    /** What a reference within the document means. */
    private JsonNode resolved(JsonNode node) {
        JsonNode found = node;
        for (int hops = 0; found.path("$ref").isTextual(); hops++) {
            String reference = found.get("$ref").textValue();
            if (!reference.startsWith("#/") || hops > METHODS.size()) {
                throw new WireFormatException(
                        "$.settings.openapi", "a reference must stay within the document, unlike " + reference);
            }
            found = document.at(reference.substring(1));
        }
        return found;
    }
}
