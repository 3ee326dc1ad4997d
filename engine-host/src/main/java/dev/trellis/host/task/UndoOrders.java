package dev.trellis.host.task;

import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.DataClass;
import dev.trellis.host.dataclass.LabelTable;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.VariableClasses;
import dev.trellis.host.definition.Catalog;
import dev.trellis.host.definition.Pin;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.TaskReached;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.instance.Heritage;
import dev.trellis.host.instance.Heritages;
import dev.trellis.host.json.JsonValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the order of an undo at the moment at which the task that it undoes succeeds: of its outputs, behind them its inputs,
 * and for a handler in the diagram behind both the variables as they are then, with the classes of all of them. What has no value
 * becomes an incident of the undo, should it ever be due.
 */
public final class UndoOrders {
    private final Catalog catalog;
    private final ProcessModels models;
    private final Heritages heritages;

    public UndoOrders(Catalog catalog, ProcessModels models, Heritages heritages) {
        this.catalog = catalog;
        this.models = models;
        this.heritages = heritages;
    }

    /**
     * Keeps the order with the task; nothing when nothing undoes it.
     *
     * @param unset the variables that its outputs would have become, where it was taken back
     */
    public void keep(
            TaskRow task,
            Map<String, @Nullable Object> outputs,
            Map<String, @Nullable Object> unset,
            EngineTransaction at) {
        UndoneBy by = task.bond().undoneBy();
        if (by != null) {
            DoneWork done = DoneWork.of(task, outputs, at);
            at.sql()
                    .createUpdate("update task set undo = :undo where id = :id")
                    .bind("id", task.id())
                    .bind("undo", order(by, task, done, unset, at).toJson().text())
                    .execute();
        }
    }

    private UndoOrder order(
            UndoneBy by, TaskRow task, DoneWork done, Map<String, @Nullable Object> unset, EngineTransaction at) {
        Heritage heritage = heritages.of(task.place().instanceId(), at);
        return switch (by) {
            case UndoneBy.Handler handler -> {
                Scope variables = Scope.of(unset).over(LastVariables.of(task, at));
                Scope seen = Scope.of(done.together(false)).over(variables);
                yield handled(new Handled(handler.element(), task, done, seen), heritage, at);
            }
            case UndoneBy.Type type -> byType(type.taskType(), task, done, heritage);
            case UndoneBy.Itself itself -> byItself(task, done, heritage);
        };
    }

    private record Handled(String handler, TaskRow task, DoneWork done, Scope seen) {
        String instanceId() {
            return task.place().instanceId();
        }
    }

    private UndoOrder byType(String type, TaskRow task, DoneWork done, Heritage heritage) {
        String element = task.kind().element();
        Pin pin = pin(type, null, heritage);
        ServiceTaskUse use = ServiceTaskUse.plain(element, type);
        Scope seen = Scope.of(done.together(false));
        Ask ask = Ask.of(reached(task, "", element, type, null, seen, done), use, heritage, pin);
        return new UndoOrder(element, type, null, Action.EXECUTE, ask, labels(ask, use, pin, done));
    }

    /** The executor gets what it got, unchanged, and beside it what it answered. */
    private UndoOrder byItself(TaskRow task, DoneWork done, Heritage heritage) {
        String element = task.kind().element();
        String type = task.kind().taskType();
        Ask ask = Ask.plain(JsonValues.json(done.together(true)), done.parts());
        Labels labels = labels(ask, ServiceTaskUse.plain(element, type), pin(type, done.range(), heritage), done);
        return new UndoOrder(element, type, done.range(), Action.COMPENSATE, ask, labels);
    }

    private static Labels labels(Ask ask, ServiceTaskUse use, Pin pin, DoneWork done) {
        return new InputClasses(use, pin, new VariableClasses(done.labels(), List.of())).of(names(ask));
    }

    private static Set<String> names(Ask ask) {
        return JsonValues.object(ask.inputs()).keySet();
    }

    private UndoOrder handled(Handled handled, Heritage heritage, EngineTransaction at) {
        String definition = models.definitionOf(handled.instanceId(), at.sql());
        ServiceTaskUse use = models.serviceTask(definition, handled.handler(), at.sql())
                .orElseThrow(() -> new IllegalStateException("no compensation handler " + handled.handler()));
        String type = null;
        String failure = null;
        try {
            type = Objects.toString(use.topic().taskType().evaluate(handled.seen()), null);
            failure = type == null ? "the task type is empty" : null;
        } catch (ExpressionEvaluationException e) {
            failure = String.valueOf(e.getMessage());
        }
        String range = use.topic().versionRange();
        Pin pin = pin(type, range, heritage);
        TaskReached reached =
                reached(handled.task(), definition, handled.handler(), type, failure, handled.seen(), handled.done());
        Ask ask = Ask.of(reached, use, heritage, pin);
        VariableClasses known = new VariableClasses(
                handled.done().over(heritage.labels()),
                models.model(definition, at.sql()).uses().flows());
        InputClasses classes = new InputClasses(use, pin, known);
        note(classes.ofVariables(names(ask)), handled, at);
        Labels labels = classes.of(names(ask));
        return new UndoOrder(handled.handler(), type == null ? "unknown" : type, range, Action.EXECUTE, ask, labels);
    }

    /** What the schema of a handler says of variables; its other inputs are no variables. */
    private static void note(Labels said, Handled handled, EngineTransaction at) {
        Map<String, Set<DataClass>> ofVariables = new HashMap<>(said.byName());
        ofVariables.keySet().removeIf(handled.done()::names);
        new LabelTable(at).add(handled.instanceId(), new Labels(ofVariables));
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
            DoneWork done) {
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
