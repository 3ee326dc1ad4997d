package dev.trellis.tde.python;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.LocalArtifact;
import dev.trellis.tde.runtime.TaskScope;
import java.nio.file.Path;

/** What a script reads from standard input. */
final class RequestDocument {
    /** The document; the attempt token is no part of it, so that a script cannot speak for its attempt. */
    static String of(TaskScope scope, Path out) {
        TaskRequest request = scope.request();
        ObjectNode document = JsonText.object();
        document.set("inputs", scope.inputs());
        ArrayNode artifacts = document.putArray("artifacts_in");
        for (LocalArtifact artifact : scope.artifactsIn()) {
            artifacts
                    .addObject()
                    .put("path", artifact.path().toString())
                    .put("uri", artifact.ref().uri());
        }
        document.put("artifacts_out_dir", out.toString());
        ObjectNode task = document.putObject("task");
        task.put("id", request.attempt().taskId().value());
        task.put("attempt", request.attempt().number());
        task.put("type", request.executor().taskType());
        task.put("version", request.executor().version());
        task.put("tenant", request.context().tenant());
        task.put("idempotency_key", request.context().idempotencyKey());
        ObjectNode tags = task.putObject("tags");
        request.context().tags().forEach(tags::put);
        return JsonText.write(document);
    }

    private RequestDocument() {}
}
