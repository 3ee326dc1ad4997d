package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.host.definition.Pin;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.flowable.TaskReached;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.instance.InstanceTable.Heritage;
import dev.trellis.host.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one activation asks for, made of the model and the variables.
 *
 * @param inputs a JSON object
 * @param problem why it could not be made; null when it could
 */
record Ask(
        Json inputs,
        RequestParts parts,
        Priority priority,
        TaskPolicy asked,
        @Nullable String problem) {
    static Ask of(TaskReached reached, ServiceTaskUse use, Heritage heritage, Pin pin) {
        TaskContext context = context(reached, heritage, pin);
        try {
            if (reached.failure() != null) {
                throw new IllegalArgumentException("task type: " + reached.failure());
            }
            return SpecAsk.speaksOf(use)
                    ? SpecAsk.of(reached, use, inputs(reached, use, pin), context)
                    : mapped(reached, use, pin, context);
        } catch (ExpressionEvaluationException | IllegalArgumentException e) {
            RequestParts nothing = new RequestParts(List.of(), List.of(), context);
            return new Ask(
                    Json.EMPTY_OBJECT, nothing, Priority.NORMAL, TaskPolicy.NONE, String.valueOf(e.getMessage()));
        }
    }

    /** An ask of inputs as they are. */
    static Ask plain(Json inputs, RequestParts parts) {
        return new Ask(inputs, parts, Priority.NORMAL, TaskPolicy.NONE, null);
    }

    private static Ask mapped(TaskReached reached, ServiceTaskUse use, Pin pin, TaskContext context) {
        Map<String, @Nullable Object> inputs = inputs(reached, use, pin);
        RequestParts parts =
                new RequestParts(RequestParts.artifacts(inputs.remove("artifacts_in")), List.of(), context);
        Priority priority = AskedPriority.of(use, reached.variables());
        return new Ask(JsonValues.json(inputs), parts, priority, TaskPolicy.NONE, null);
    }

    private static Map<String, @Nullable Object> inputs(TaskReached reached, ServiceTaskUse use, Pin pin) {
        return use.mapping().inputs().isEmpty()
                ? defaults(reached, pin)
                : new LinkedHashMap<>(use.mapping().resolveInputs(reached.variables()));
    }

    private static Map<String, @Nullable Object> defaults(TaskReached reached, Pin pin) {
        if (pin.inputs().isEmpty()) {
            return reached.everything().get();
        }
        Map<String, @Nullable Object> inputs = new LinkedHashMap<>();
        for (String name : pin.inputs()) {
            if (reached.variables().has(name)) {
                inputs.put(name, reached.variables().get(name));
            }
        }
        return inputs;
    }

    private static TaskContext context(TaskReached reached, Heritage heritage, Pin pin) {
        Map<String, String> tags = Map.of(
                "process", heritage.process(),
                "process_version", heritage.version(),
                "instance", reached.instanceId(),
                "element", reached.element());
        return new TaskContext(
                heritage.tenant(), heritage.idempotencyKey(), pin.dataClasses(), tags, heritage.traceparent());
    }
}
