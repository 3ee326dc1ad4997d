package dev.trellis.contract.registry;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.TaskPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task type in the registry: what can execute it, under which conditions.
 *
 * @param executor task type, version, adapter, ref and settings
 * @param schemas what goes in and comes out
 * @param capabilities what the executor provides, for example {@code net=none}
 * @param dataClasses classes of data that it may see
 * @param compensatingTaskType the task type that undoes it
 * @param policy its defaults
 * @param queue where its requests go; {@link #queueOf} unless the author says otherwise
 */
public record TdeEntry(
        ExecutorRef executor,
        Schemas schemas,
        List<String> capabilities,
        List<String> dataClasses,
        Effect effect,
        @Nullable String compensatingTaskType,
        TaskPolicy policy,
        String queue) {
    public TdeEntry {
        capabilities = List.copyOf(capabilities);
        dataClasses = List.copyOf(dataClasses);
    }

    /**
     * JSON Schemas, draft 2020-12.
     *
     * @param input of the inputs; a JSON object
     * @param output of the outputs; a JSON object
     */
    public record Schemas(Json input, Json output) {}

    /** The default name of a task type's queue: {@code data.extract.csv} gives {@code trellis-task-data-extract-csv}. */
    public static String queueOf(String taskType) {
        return "trellis-task-" + taskType.replace('.', '-');
    }
}
