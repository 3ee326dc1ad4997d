package dev.trellis.host.unit;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.Redaction;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.unit.UnitTable.Open;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the end of an instance means for the task that it executes. Pure. */
final class UnitOutcome {
    private static final String ENDED = "process_ended_early";

    /** @param entry of the task's type, where it is known */
    static Result of(Open open, Optional<TdeEntry> entry) {
        String error = open.error();
        if (error != null) {
            Map<String, String> told = JsonValues.stringMap(JsonValues.object(new Json(error)));
            TaskError why = new TaskError(told.getOrDefault("code", ENDED), told.getOrDefault("message", ""), false);
            return "compensate_required".equals(told.get("status"))
                    ? new Result.CompensateRequired(why)
                    : new Result.Failed(why);
        }
        Json variables = open.end().variables();
        if (!open.end().state().equals("completed") || variables == null) {
            String message = "instance " + open.childId() + " is " + open.end().state() + ": "
                    + open.end().reason();
            return new Result.Failed(new TaskError(ENDED, message, false));
        }
        return new Result.Succeeded(
                new Payload.Inline(
                        entry.map(known -> promised(variables, known)).orElse(variables)),
                List.of());
    }

    /** The same without classified values of the instance in what it says of its failure: its task's inputs may lack them. */
    static Result scrubbed(Result result, Open open, Labels labels) {
        return switch (result) {
            case Result.Failed failed -> new Result.Failed(scrubbed(failed.error(), open, labels));
            case Result.CompensateRequired required ->
                new Result.CompensateRequired(scrubbed(required.error(), open, labels));
            case Result.Succeeded succeeded -> succeeded;
            case Result.HandedOver handed -> handed;
        };
    }

    private static TaskError scrubbed(TaskError error, Open open, Labels labels) {
        Json variables = open.end().variables();
        return variables == null
                ? error
                : new TaskError(error.code(), Redaction.scrub(error.message(), variables, labels), error.retryable());
    }

    /** The variables that the output schema names; all of them when it names none. */
    private static Json promised(Json variables, TdeEntry entry) {
        var properties = JsonText.parse(entry.schemas().output()).path("properties");
        if (properties.isEmpty()) {
            return variables;
        }
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        JsonValues.object(variables).forEach((name, value) -> {
            if (properties.has(name)) {
                outputs.put(name, value);
            }
        });
        return JsonValues.json(outputs);
    }

    private UnitOutcome() {}
}
