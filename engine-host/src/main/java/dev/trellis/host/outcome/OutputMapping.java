package dev.trellis.host.outcome;

import dev.trellis.host.dataclass.HandleTable;
import dev.trellis.host.dataclass.Revealed;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.flowable.EngineTransaction;
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
    void apply(TaskRow task, ServiceTaskUse use, Map<String, @Nullable Object> returned, EngineTransaction at) {
        String execution = task.place().executionId();
        Revealed revealed = Revealed.of(returned, task.place().rootId(), new HandleTable(at.sql()));
        Map<String, @Nullable Object> outputs = revealed.outputs();
        OutputLabels labels = new OutputLabels(models, task, revealed, at);
        Map<String, @Nullable Object> values = values(use, outputs, seen(task, outputs, at));
        at.waiting().set(execution, values);
        label(use, labels);
        String collect = use.properties().get(Loops.COLLECT);
        if (collect != null) {
            Loops.collect(task, collect, values, at);
            labels.gathered(collect);
        }
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
    static Scope seen(TaskRow task, Map<String, @Nullable Object> outputs, EngineTransaction at) {
        Scope outer = at.waiting().variables(task.place().executionId()).orElse(Scope.of(Map.of()));
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
