package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A task about to be inserted, as policy sees it.
 *
 * @param version version of the task type that will most likely run it, null when unknown
 * @param asked what the submitter and the model ask for
 * @param submitter who started the instance
 * @param inputs a JSON object
 */
public record TaskDraft(
        String taskId,
        String instanceId,
        String tenant,
        String taskType,
        @Nullable String version,
        TaskPolicy asked,
        String submitter,
        Json inputs) {}
