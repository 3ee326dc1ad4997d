package dev.trellis.contract.task;

import dev.trellis.contract.json.Json;
import java.util.List;
import java.util.Objects;

/**
 * What a person or a process asks for: one task, by type.
 *
 * @param taskType dotted name, for example {@code data.extract.csv}
 * @param inputs a JSON object that the input schema of the task type accepts
 * @param artifactsIn files that the executor gets
 * @param capabilities what the executor must provide, for example {@code net=internal}
 */
public record TaskSpec(
        String taskType,
        Json inputs,
        List<ArtifactRef> artifactsIn,
        Priority priority,
        List<String> capabilities,
        TaskPolicy policy,
        SubmissionKeys keys) {
    public TaskSpec {
        Objects.requireNonNull(taskType, "taskType");
        artifactsIn = List.copyOf(artifactsIn);
        capabilities = List.copyOf(capabilities);
    }
}
