package dev.trellis.tde.child;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskScope;
import java.nio.file.Path;
import java.util.List;

/** What a child reads from standard input. */
public final class RequestDocument {
    /** The document; the attempt token is no part of it, so that a child cannot speak for its attempt. */
    public static String of(TaskScope scope, Path out) {
        List<String> paths = scope.artifactsIn().stream()
                .map(artifact -> artifact.path().toString())
                .toList();
        return of(scope, paths, out.toString());
    }

    /** As {@link #of(TaskScope, Path)}, with the paths that the child sees. */
    public static String of(TaskScope scope, List<String> paths, String out) {
        TaskRequest request = scope.request();
        ObjectNode document = JsonText.object();
        document.set("inputs", scope.inputs());
        ArrayNode artifacts = document.putArray("artifacts_in");
        for (int number = 0; number < paths.size(); number++) {
            artifacts
                    .addObject()
                    .put("path", paths.get(number))
                    .put("uri", scope.artifactsIn().get(number).ref().uri());
        }
        document.put("artifacts_out_dir", out);
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
