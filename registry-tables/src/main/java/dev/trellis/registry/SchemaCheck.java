package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.InvalidSchemaException;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.InputStreamSource;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schema, draft 2020-12, as authors write it for inputs and outputs. Nothing is fetched: a schema may refer to its
 * own parts and to the draft's meta-schemas only. Safe for use by several threads.
 */
public final class SchemaCheck {

    /** Compiled schemas kept; the least recently used goes first. */
    private static final int KEPT = 500;

    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_PATH)
            .locale(Locale.ROOT)
            .formatAssertionsEnabled(false)
            .build();

    private final JsonSchemaFactory factory =
            JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.enableSchemaCache(false)
                    .schemaLoaders(loaders -> loaders.add(SchemaCheck::refuseForeign)));

    private final Map<String, JsonSchema> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JsonSchema> eldest) {
            return size() > KEPT;
        }
    };

    /**
     * A place where a document is not what its schema says.
     *
     * @param path JSON path of the value
     * @param message what the schema expects there
     */
    public record Violation(String path, String message) {

        @Override
        public String toString() {
            return "at " + path + ": " + message;
        }
    }

    /** What is wrong with a document, sorted by path; empty when the schema accepts it. */
    public List<Violation> violations(Json schema, JsonNode document) {
        if (schema.text().equals("{}")) {
            return List.of();
        }
        return sorted(compile(schema).validate(document));
    }

    /** As {@link #violations(Json, JsonNode)}, from text. */
    public List<Violation> violations(Json schema, Json document) {
        return violations(schema, JsonText.parse(document));
    }

    /** What is wrong with a schema itself; empty when documents can be checked against it. */
    public List<Violation> schemaProblems(Json schema) {
        try {
            JsonNode tree = JsonText.parse(schema);
            List<Violation> malformed = sorted(factory.getSchema(SchemaLocation.of(SchemaId.V202012), CONFIG)
                    .validate(tree));
            if (malformed.isEmpty()) {
                compile(schema).initializeValidators();
            }
            return malformed;
        } catch (JsonSchemaException unusable) {
            return List.of(new Violation("$", String.valueOf(unusable.getMessage())));
        }
    }

    private JsonSchema compile(Json schema) {
        String key = Sha256.hexOf(schema.text());
        synchronized (compiled) {
            JsonSchema known = compiled.get(key);
            if (known != null) {
                return known;
            }
        }
        JsonSchema fresh = factory.getSchema(JsonText.parse(schema), CONFIG);
        synchronized (compiled) {
            compiled.put(key, fresh);
        }
        return fresh;
    }

    private static List<Violation> sorted(Set<ValidationMessage> messages) {
        return messages.stream()
                .map(message -> new Violation(message.getInstanceLocation().toString(), bare(message)))
                .sorted(Comparator.comparing(Violation::path).thenComparing(Violation::message))
                .toList();
    }

    /** The message without the path, which the library puts in front. */
    private static String bare(ValidationMessage message) {
        String text = message.getMessage();
        String prefix = message.getInstanceLocation() + ": ";
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }

    private static @Nullable InputStreamSource refuseForeign(AbsoluteIri iri) {
        if (iri.toString().startsWith("classpath:draft/2020-12/")) {
            return null;
        }
        throw new InvalidSchemaException(ValidationMessage.builder()
                .message("a schema may not refer to another document: " + iri)
                .build());
    }
}
