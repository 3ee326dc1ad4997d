package dev.trellis.host.outcome;

import dev.trellis.host.definition.DefinitionTable;
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
    private final ProcessModels models;

    OutputMapping(ProcessModels models) {
        this.models = models;
    }

    /**
     * Without a mapping each output becomes a variable, with one only what it names. In a loop they stay with their turn.
     */
    void apply(TaskRow task, Map<String, @Nullable Object> outputs, EngineTransaction at) {
        ServiceTaskUse use = use(task, at);
        String execution = task.place().executionId();
        Scope outer = at.waiting().variables(execution).orElse(Scope.of(Map.of()));
        Map<String, @Nullable Object> values = use.mapping().outputs().isEmpty()
                ? outputs
                : use.mapping().resolveOutputs(Scope.of(outputs).over(outer));
        if (task.kind().loopIndex() != null) {
            at.waiting().setLocal(execution, values);
        } else {
            at.waiting().set(execution, values);
        }
        String collect = use.properties().get(Loops.COLLECT);
        if (collect != null) {
            Loops.collect(task, collect, values, at);
        }
    }

    private ServiceTaskUse use(TaskRow task, EngineTransaction at) {
        String engineId = new DefinitionTable(at.sql()).engineIdOf(task.place().instanceId());
        return models.serviceTask(engineId, task.kind().element(), at.sql())
                .orElseThrow(() -> new IllegalStateException("no service task " + task.kind().element()));
    }
}
