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
import java.util.Locale;
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
    /** The property of an element whose variable holds a whole Task Spec. */
    static final String TASK_SPEC = "trellis.task-spec";

    static Ask of(TaskReached reached, ServiceTaskUse use, Heritage heritage, Pin pin) {
        TaskContext context = context(reached, heritage, pin);
        try {
            if (reached.failure() != null) {
                throw new IllegalArgumentException("task type: " + reached.failure());
            }
            String spec = use.properties().get(TASK_SPEC);
            return spec != null
                    ? SpecAsk.of(reached.variables().get(spec), spec, context)
                    : mapped(reached, use, pin, context);
        } catch (ExpressionEvaluationException | IllegalArgumentException e) {
            RequestParts nothing = new RequestParts(List.of(), List.of(), context);
            return new Ask(
                    Json.EMPTY_OBJECT, nothing, Priority.NORMAL, TaskPolicy.NONE, String.valueOf(e.getMessage()));
        }
    }

    private static Ask mapped(TaskReached reached, ServiceTaskUse use, Pin pin, TaskContext context) {
        Map<String, @Nullable Object> inputs = use.mapping().inputs().isEmpty()
                ? defaults(reached, pin)
                : new LinkedHashMap<>(use.mapping().resolveInputs(reached.variables()));
        RequestParts parts = new RequestParts(
                RequestParts.artifacts(inputs.remove("artifacts_in")), List.of(), context);
        return new Ask(JsonValues.json(inputs), parts, priority(use, reached), TaskPolicy.NONE, null);
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

    /** Camunda's number, in steps of 25 from 0; a word of ours is taken too. */
    private static Priority priority(ServiceTaskUse use, TaskReached reached) {
        Object value = use.priority() == null ? null : use.priority().evaluate(reached.variables());
        return switch (value) {
            case null -> Priority.NORMAL;
            case Number number -> numbered(number.intValue());
            case String text when text.matches("-?\\d{1,9}") -> numbered(Integer.parseInt(text));
            default -> word(value.toString());
        };
    }

    private static Priority numbered(int number) {
        if (number >= 75) {
            return Priority.CRITICAL;
        }
        return number > 50 ? Priority.HIGH : number < 0 ? Priority.LOW : Priority.NORMAL;
    }

    static Priority word(String word) {
        try {
            return Priority.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("priority: low, normal, high or critical is expected, not " + word, e);
        }
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
