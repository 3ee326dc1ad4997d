package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.host.definition.Catalog;
import dev.trellis.host.definition.DefinitionTable;
import dev.trellis.host.definition.Pin;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.TaskReached;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.instance.InstanceTable;
import dev.trellis.host.instance.InstanceTable.Heritage;
import dev.trellis.host.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the order of an undo at the moment at which the task that it undoes succeeds: of its outputs, behind them its inputs,
 * and for a handler in the diagram behind both the variables as they are then. What has no value becomes an incident of the
 * undo, should it ever be due.
 */
public final class UndoOrders {
    private final Catalog catalog;
    private final ProcessModels models;

    public UndoOrders(Catalog catalog, ProcessModels models) {
        this.catalog = catalog;
        this.models = models;
    }

    /** Keeps the order with the task; nothing when nothing undoes it. */
    public void keep(TaskRow task, Map<String, @Nullable Object> outputs, EngineTransaction at) {
        UndoneBy by = task.bond().undoneBy();
        if (by != null) {
            at.sql()
                    .createUpdate("update task set undo = :undo where id = :id")
                    .bind("id", task.id())
                    .bind("undo", order(by, task, outputs, at).toJson().text())
                    .execute();
        }
    }

    private record Done(
            Map<String, @Nullable Object> inputs,
            Map<String, @Nullable Object> outputs,
            RequestParts parts,
            @Nullable String range) {
        /** Inputs and outputs as one object. */
        Map<String, @Nullable Object> together(boolean inputsFirst) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(inputsFirst ? outputs : inputs);
            all.putAll(inputsFirst ? inputs : outputs);
            return all;
        }
    }

    private UndoOrder order(UndoneBy by, TaskRow task, Map<String, @Nullable Object> outputs, EngineTransaction at) {
        Done done = done(task, outputs, at);
        Heritage heritage = new InstanceTable(at.sql()).heritage(task.place().instanceId());
        return switch (by) {
            case UndoneBy.Handler handler -> handled(handler.element(), task, done, heritage, at);
            case UndoneBy.Type type -> {
                String element = task.kind().element();
                Ask ask = asked(task, ServiceTaskUse.plain(element, type.taskType()), type.taskType(), done, heritage);
                yield new UndoOrder(element, type.taskType(), null, Action.EXECUTE, ask);
            }
            case UndoneBy.Itself itself -> itself(task, done);
        };
    }

    private static Done done(TaskRow task, Map<String, @Nullable Object> outputs, EngineTransaction at) {
        return at.sql()
                .createQuery("select inputs, request, version_range from task where id = :id")
                .bind("id", task.id())
                .map((row, context) -> new Done(
                        JsonValues.object(new Json(row.getString(1))),
                        outputs,
                        RequestParts.of(new Json(row.getString(2))),
                        row.getString(3)))
                .one();
    }

    /** The executor gets what it got, unchanged, and beside it what it answered. */
    private static UndoOrder itself(TaskRow task, Done done) {
        Ask ask = Ask.plain(JsonValues.json(done.together(true)), done.parts());
        return new UndoOrder(task.kind().element(), task.kind().taskType(), done.range(), Action.COMPENSATE, ask);
    }

    private UndoOrder handled(String handler, TaskRow task, Done done, Heritage heritage, EngineTransaction at) {
        String definition =
                new DefinitionTable(at.sql()).engineIdOf(task.place().instanceId());
        ServiceTaskUse use = models.serviceTask(definition, handler, at.sql())
                .orElseThrow(() -> new IllegalStateException("no compensation handler " + handler));
        Scope variables = at.waiting()
                .variables(task.place().executionId())
                .orElseGet(() -> Scope.of(new InstanceTable(at.sql())
                        .finalVariables(task.place().instanceId())
                        .map(JsonValues::object)
                        .orElse(Map.of())));
        Scope seen = Scope.of(done.together(false)).over(variables);
        String type = null;
        String failure = null;
        try {
            type = Objects.toString(use.topic().taskType().evaluate(seen), null);
            failure = type == null ? "the task type is empty" : null;
        } catch (ExpressionEvaluationException e) {
            failure = String.valueOf(e.getMessage());
        }
        String range = use.topic().versionRange();
        TaskReached reached = reached(task, definition, handler, type, failure, seen, done);
        Ask ask = Ask.of(reached, use, heritage, pin(type, range, heritage));
        return new UndoOrder(handler, type == null ? "unknown" : type, range, Action.EXECUTE, ask);
    }

    private Ask asked(TaskRow task, ServiceTaskUse use, String type, Done done, Heritage heritage) {
        Scope seen = Scope.of(done.together(false));
        TaskReached reached = reached(task, "", use.elementId(), type, null, seen, done);
        return Ask.of(reached, use, heritage, pin(type, null, heritage));
    }

    private Pin pin(@Nullable String type, @Nullable String range, Heritage heritage) {
        return type == null
                ? Pin.UNKNOWN
                : heritage.lock().task(type, range).orElseGet(() -> catalog.taskType(type, range));
    }

    private static TaskReached reached(
            TaskRow task,
            String definition,
            String element,
            @Nullable String type,
            @Nullable String failure,
            Scope seen,
            Done done) {
        return new TaskReached(
                task.place().executionId(),
                task.place().instanceId(),
                task.place().rootId(),
                definition,
                element,
                task.bond().scope(),
                task.kind().loopIndex(),
                type,
                failure,
                seen,
                () -> done.together(false));
    }
}
