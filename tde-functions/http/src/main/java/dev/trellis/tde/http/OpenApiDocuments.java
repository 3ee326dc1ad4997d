package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.registry.SchemaCheck;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The OpenAPI documents that this function has read, by digest. Safe for use by several threads. */
final class OpenApiDocuments {
    private static final int MOST_KEPT = 8;

    private final Map<String, ObjectNode> read = new ConcurrentHashMap<>();
    private final SchemaCheck schemas;

    OpenApiDocuments(SchemaCheck schemas) {
        this.schemas = schemas;
    }

    /** The operation that {@code openapi} and {@code operation} name. */
    Operation operation(TaskScope scope, JsonFields settings) throws TaskFailedException, IOException {
        JsonFields reference = settings.fields("openapi");
        String digest = reference.text("sha256");
        ObjectNode document = read.get(digest);
        if (document == null) {
            document = parse(scope, new ArtifactRef(reference.text("uri"), digest, null));
            if (read.size() >= MOST_KEPT) {
                read.clear();
            }
            read.put(digest, document);
        }
        return Operation.find(document, settings.text("operation"), schemas);
    }

    private static ObjectNode parse(TaskScope scope, ArtifactRef ref) throws TaskFailedException, IOException {
        JsonNode document = JsonText.parse(Files.readAllBytes(scope.fetch(ref).path()));
        String version = version(document);
        if (version == null || !version.matches("3\\.[01]\\..*")) {
            throw new WireFormatException("$.settings.openapi", "expected an OpenAPI document of version 3.0 or 3.1");
        }
        return (ObjectNode) (version.startsWith("3.0") ? OpenApi30.asJsonSchema(document) : document);
    }

    private static @Nullable String version(JsonNode document) {
        JsonNode version = document.get("openapi");
        return version == null ? null : version.textValue();
    }
}
