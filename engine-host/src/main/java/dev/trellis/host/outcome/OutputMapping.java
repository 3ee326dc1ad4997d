package dev.trellis.host.outcome;

import dev.trellis.host.dataclass.HandleTable;
import dev.trellis.host.dataclass.Revealed;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.gate.GatedModel;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.task.LastVariables;
import dev.trellis.host.task.Loops;
import dev.trellis.host.task.TaskRow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets the variables that the outputs of a task become. */
final class OutputMapping {
    /** The property of an element that names the variable which takes the outputs as one object. */
    private static final String WHOLE = "trellis.outputs";

    private final ProcessModels models;

    OutputMapping(ProcessModels models) {
        this.models = models;
    }

    /**
     * Without a mapping each output becomes a variable, with one only what it names. In a loop they stay with their turn.
     */
    void apply(TaskRow task, ServiceTaskUse use, Map<String, @Nullable Object> returned, EngineTransaction at) {
        Done done = set(task, use, task.place().executionId(), returned, at);
        String collect = use.properties().get(Loops.COLLECT);
        if (collect != null) {
            Loops.collect(task, collect, done.values(), at);
            done.labels().gathered(collect);
        }
    }

    /** Sets the variables that the outputs of a compensation handler become, at the place that waits for it. */
    void applyHandler(TaskRow undo, String place, Map<String, @Nullable Object> returned, EngineTransaction at) {
        String engineId = models.definitionOf(undo.place().instanceId(), at.sql());
        GatedModel model = models.model(engineId, at.sql());
        boolean waits = at.waiting().variables(place).isPresent();
        if (waits && model.compensation().isHandler(undo.kind().element())) {
            set(undo, use(undo, at), place, returned, at);
        }
    }

    private record Done(Map<String, @Nullable Object> values, OutputLabels labels) {}

    private Done set(
            TaskRow task,
            ServiceTaskUse use,
            String place,
            Map<String, @Nullable Object> returned,
            EngineTransaction at) {
        Scope variables = at.waiting().variables(place).orElse(Scope.of(Map.of()));
        Done done = evaluated(task, use, variables, returned, at);
        at.waiting().set(place, done.values());
        return done;
    }

    /** The variables that the outputs of a task would have become that was taken back; none where they have no value any more. */
    Map<String, @Nullable Object> unset(TaskRow task, Map<String, @Nullable Object> returned, EngineTransaction at) {
        try {
            return evaluated(task, use(task, at), LastVariables.of(task, at), returned, at)
                    .values();
        } catch (ExpressionEvaluationException e) {
            return Map.of();
        }
    }

    private Done evaluated(
            TaskRow task,
            ServiceTaskUse use,
            Scope variables,
            Map<String, @Nullable Object> returned,
            EngineTransaction at) {
        Revealed revealed = Revealed.of(returned, task.place().rootId(), new HandleTable(at.sql()));
        OutputLabels labels = new OutputLabels(models, task, revealed, at);
        Scope seen = Scope.of(revealed.outputs()).over(variables);
        Map<String, @Nullable Object> values = values(use, revealed.outputs(), seen);
        label(use, labels);
        return new Done(values, labels);
    }

    private static void label(ServiceTaskUse use, OutputLabels labels) {
        String whole = use.properties().get(WHOLE);
        if (whole != null) {
            labels.whole(whole);
        } else if (use.mapping().outputs().isEmpty()) {
            labels.each();
        } else {
            labels.mapped(use);
        }
    }

    private static Map<String, @Nullable Object> values(
            ServiceTaskUse use, Map<String, @Nullable Object> outputs, Scope seen) {
        String whole = use.properties().get(WHOLE);
        if (whole != null) {
            return Map.of(whole, outputs);
        }
        return use.mapping().outputs().isEmpty() ? outputs : use.mapping().resolveOutputs(seen);
    }

    /** What expressions about an outcome see: its outputs, and behind them the variables of the process. */
    static Scope seen(String place, Map<String, @Nullable Object> outputs, EngineTransaction at) {
        Scope outer = at.waiting().variables(place).orElse(Scope.of(Map.of()));
        return Scope.of(outputs).over(outer);
    }

    /** What the model says about the element of a task. */
    ServiceTaskUse use(TaskRow task, EngineTransaction at) {
        String engineId = models.definitionOf(task.place().instanceId(), at.sql());
        return models.serviceTask(engineId, task.kind().element(), at.sql())
                .orElseThrow(() -> new IllegalStateException(
                        "no service task " + task.kind().element()));
    }
}
