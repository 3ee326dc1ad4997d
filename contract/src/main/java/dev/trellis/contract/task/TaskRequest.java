package dev.trellis.contract.task;

import dev.trellis.contract.json.Json;
import java.util.List;
import java.util.Objects;

/**
 * What an executor receives: the body of a queue message. Transport headers carry nothing that matters.
 *
 * @param inputs a JSON object, inline or by claim check
 * @param extensions fields that this version does not know, kept as they came; a JSON object
 */
public record TaskRequest(
        Attempt attempt,
        Action action,
        ExecutorRef executor,
        Payload inputs,
        List<ArtifactRef> artifactsIn,
        TimeLimits limits,
        TaskContext context,
        Json extensions) {
    public TaskRequest {
        Objects.requireNonNull(attempt, "attempt");
        artifactsIn = List.copyOf(artifactsIn);
    }
}
