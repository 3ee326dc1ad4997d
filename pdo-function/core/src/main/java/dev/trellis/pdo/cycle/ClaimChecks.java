package dev.trellis.pdo.cycle;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Puts large inputs beside their message. The key holds the digest of the content, so a request that is sent twice
 * stores the same bytes under the same key.
 */
final class ClaimChecks {
    private final ArtifactStore artifacts;

    ClaimChecks(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /** The request itself while its inputs are at most {@code limit} bytes, else one that refers to them. */
    TaskRequest slim(TaskRequest request, int limit) {
        if (!(request.inputs() instanceof Payload.Inline(Json json))) {
            return request;
        }
        byte[] bytes = json.text().getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= limit) {
            return request;
        }
        Payload stored = new Payload.ClaimCheck(artifacts.put(key(request, bytes), bytes));
        return new TaskRequest(
                request.attempt(),
                request.action(),
                request.executor(),
                stored,
                request.artifactsIn(),
                request.limits(),
                request.context(),
                request.extensions());
    }

    private static String key(TaskRequest request, byte[] content) {
        return "claims/%s/%s/%s-inputs-%s.json"
                .formatted(
                        request.context().tenant(),
                        request.attempt().taskId(),
                        request.action().name().toLowerCase(Locale.ROOT),
                        Sha256.hexOf(content));
    }
}
