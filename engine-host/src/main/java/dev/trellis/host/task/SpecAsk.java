package dev.trellis.host.task;

import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskSpec;
import dev.trellis.contract.wire.TaskSpecJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.json.JsonValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a whole Task Spec asks for. */
final class SpecAsk {
    static Ask of(@Nullable Object value, String variable, TaskContext context) {
        if (!(value instanceof Map)) {
            throw new IllegalArgumentException("the variable " + variable + " holds no Task Spec");
        }
        try {
            TaskSpec spec = TaskSpecJson.read(JsonValues.text(value));
            TaskContext keyed = new TaskContext(
                    context.tenant(),
                    spec.keys().idempotencyKey() != null ? spec.keys().idempotencyKey() : context.idempotencyKey(),
                    context.dataClasses(),
                    context.tags(),
                    context.traceparent());
            return new Ask(
                    spec.inputs(),
                    new RequestParts(spec.artifactsIn(), spec.capabilities(), keyed),
                    spec.priority(),
                    spec.policy(),
                    null);
        } catch (WireFormatException e) {
            throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
        }
    }

    private SpecAsk() {}
}
