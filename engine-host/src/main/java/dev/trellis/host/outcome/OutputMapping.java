package dev.trellis.host.outcome;

import dev.trellis.host.definition.DefinitionTable;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.gate.GatedModel;
import dev.trellis.host.gate.ServiceTaskUse;
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
    void apply(TaskRow task, ServiceTaskUse use, Map<String, @Nullable Object> outputs, EngineTransaction at) {
        String execution = task.place().executionId();
        Map<String, @Nullable Object> values = values(use, outputs, seen(execution, outputs, at));
        at.waiting().set(execution, values);
        String collect = use.properties().get(Loops.COLLECT);
        if (collect != null) {
            Loops.collect(task, collect, values, at);
        }
    }

    /** Sets the variables that the outputs of a compensation handler become, at the place that waits for it. */
    void applyHandler(TaskRow undo, String place, Map<String, @Nullable Object> outputs, EngineTransaction at) {
        String engineId = new DefinitionTable(at.sql()).engineIdOf(undo.place().instanceId());
        GatedModel model = models.model(engineId, at.sql());
        boolean waits = at.waiting().variables(place).isPresent();
        if (waits && model.compensation().isHandler(undo.kind().element())) {
            at.waiting().set(place, values(use(undo, at), outputs, seen(place, outputs, at)));
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
        String engineId = new DefinitionTable(at.sql()).engineIdOf(task.place().instanceId());
        return models.serviceTask(engineId, task.kind().element(), at.sql())
                .orElseThrow(() -> new IllegalStateException(
                        "no service task " + task.kind().element()));
    }
}
