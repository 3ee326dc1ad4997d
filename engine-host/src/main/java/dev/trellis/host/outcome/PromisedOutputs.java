package dev.trellis.host.outcome;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.dataclass.HandleTable;
import dev.trellis.host.dataclass.Revealed;
import dev.trellis.host.definition.Catalog;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.task.TaskRow;
import dev.trellis.registry.SchemaCheck;
import dev.trellis.registry.SchemaCheck.Violation;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the outputs of a success against the schema that the task's version of its type promises. What breaks the promise is a
 * failure of the task, since the processes that go on from it were written for the schema; it is never retried, because the
 * work is done and another attempt would publish the same outputs again. For the same reason it can be undone, unless it is pure.
 */
final class PromisedOutputs {
    static final String CODE = "outputs_invalid";
    private static final int TOLD = 5;

    private final Catalog catalog;
    private final SchemaCheck schemas = new SchemaCheck();

    PromisedOutputs(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The outcome, or the failure in its place. One that does not count is left as it is, and so is an undo: whatever they
     * return, their effect has happened.
     */
    Received of(Received received, TaskRow task, EngineTransaction at) {
        Outcome outcome = received.message().outcome();
        if (task.isUndo()
                || !(outcome.result() instanceof Result.Succeeded)
                || OutcomeDecider.dispatched(task.state().status()).isEmpty()) {
            return received;
        }
        Json schema = catalog.outputSchema(task.kind().taskType(), task.kind().pinnedVersion());
        if (schema.equals(Json.EMPTY_OBJECT)) {
            return received;
        }
        // A handle stands for its value, and has another type.
        Map<String, @Nullable Object> outputs = Revealed.of(
                        received.outputs(), task.place().rootId(), new HandleTable(at.sql()))
                .outputs();
        List<Violation> broken = schemas.violations(schema, JsonValues.json(outputs));
        return broken.isEmpty() ? received : received.with(new Result.Failed(error(broken)));
    }

    /** Whether a success of the present attempt broke its promise, and yet has changed the world. */
    static boolean isEffectOf(TaskRow task, Received told, Received held) {
        return held != told
                && task.terms().effect() != Effect.PURE
                && told.message()
                        .outcome()
                        .attempt()
                        .token()
                        .equals(task.state().token());
    }

    private static TaskError error(List<Violation> broken) {
        String places = broken.stream().limit(TOLD).map(Violation::toString).collect(Collectors.joining("; "));
        String more = broken.size() > TOLD ? "; and " + (broken.size() - TOLD) + " more" : "";
        return new TaskError(CODE, "the outputs are not what output_schema promises: " + places + more, false);
    }
}
