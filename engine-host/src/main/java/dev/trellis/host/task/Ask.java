package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.host.definition.Pin;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.flowable.TaskReached;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.instance.Heritage;
import dev.trellis.host.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one activation asks for, made of the model and the variables.
 *
 * @param inputs a JSON object
 * @param obstacle why it cannot run; null when it can
 */
record Ask(
        Json inputs,
        RequestParts parts,
        Priority priority,
        TaskPolicy asked,
        @Nullable Obstacle obstacle) {
    static Ask of(TaskReached reached, ServiceTaskUse use, Heritage heritage, Pin pin) {
        TaskContext context = context(reached, heritage);
        try {
            if (reached.failure() != null) {
                throw new IllegalArgumentException("task type: " + reached.failure());
            }
            return SpecAsk.speaksOf(use)
                    ? SpecAsk.of(reached, use, inputs(reached, use, pin), heritage.priority(), context)
                    : mapped(reached, use, heritage, pin, context);
        } catch (ExpressionEvaluationException | IllegalArgumentException e) {
            RequestParts nothing = new RequestParts(List.of(), List.of(), context);
            return new Ask(
                    Json.EMPTY_OBJECT,
                    nothing,
                    Priority.NORMAL,
                    TaskPolicy.NONE,
                    Obstacle.notEvaluated(String.valueOf(e.getMessage())));
        }
    }

    /** The same with other inputs, and the classes of the data in them. */
    Ask with(Json given, List<String> dataClasses) {
        return new Ask(given, parts.classified(dataClasses), priority, asked, obstacle);
    }

    Ask refused(Obstacle why) {
        return new Ask(inputs, parts, priority, asked, why);
    }

    /** An ask of inputs as they are. */
    static Ask plain(Json inputs, RequestParts parts) {
        return new Ask(inputs, parts, Priority.NORMAL, TaskPolicy.NONE, null);
    }

    private static Ask mapped(
            TaskReached reached, ServiceTaskUse use, Heritage heritage, Pin pin, TaskContext context) {
        Map<String, @Nullable Object> inputs = inputs(reached, use, pin);
        RequestParts parts =
                new RequestParts(RequestParts.artifacts(inputs.remove("artifacts_in")), List.of(), context);
        Priority priority = AskedPriority.of(use, reached.variables(), heritage.priority());
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

    private static TaskContext context(TaskReached reached, Heritage heritage) {
        Map<String, String> tags = Map.of(
                "process", heritage.process(),
                "process_version", heritage.version(),
                "instance", reached.instanceId(),
                "element", reached.element());
        return new TaskContext(heritage.tenant(), heritage.idempotencyKey(), List.of(), tags, heritage.traceparent());
    }
}
