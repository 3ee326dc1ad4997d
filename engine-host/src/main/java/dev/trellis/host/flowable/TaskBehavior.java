package dev.trellis.host.flowable;

import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.expression.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.flowable.bpmn.model.ExternalWorkerServiceTask;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.ExternalWorkerTaskActivityBehavior;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.jspecify.annotations.Nullable;

/** The behaviour of an element that a function executes: it tells the kernel and waits. */
final class TaskBehavior extends ExternalWorkerTaskActivityBehavior {
    private static final long serialVersionUID = 1L;

    private static final Set<String> LOOP_COUNTERS =
            Set.of("nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances", "loopCounter");

    private final transient KernelHooks hooks;

    @SuppressWarnings("NullAway") // the engine's own topic is never read
    TaskBehavior(KernelHooks hooks) {
        super(new ExternalWorkerServiceTask(), null, null);
        this.hooks = hooks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        EngineTransaction transaction = EngineTransaction.of(CommandContextUtil.getCommandContext());
        hooks.taskReached(reached((ExecutionEntity) execution, transaction), transaction);
    }

    private TaskReached reached(ExecutionEntity execution, EngineTransaction transaction) {
        Scope variables = new EngineScope(execution);
        String taskType = null;
        String failure = null;
        try {
            Object value = topic(execution, transaction).evaluate(variables);
            taskType = value == null || value.toString().isBlank() ? null : value.toString();
            failure = taskType == null ? "the task type is empty" : null;
        } catch (ExpressionEvaluationException e) {
            failure = String.valueOf(e.getMessage());
        }
        return new TaskReached(
                execution.getId(),
                execution.getProcessInstanceId(),
                execution.getRootProcessInstanceId(),
                execution.getProcessDefinitionId(),
                execution.getCurrentActivityId(),
                Scopes.around(execution).getId(),
                loopIndex(execution),
                taskType,
                failure,
                variables,
                () -> everything(execution));
    }

    private Expression topic(ExecutionEntity execution, EngineTransaction transaction) {
        String element = execution.getCurrentActivityId();
        return hooks.modelOf(execution.getProcessDefinitionId(), transaction)
                .serviceTask(element)
                .map(use -> use.topic().taskType())
                .orElseThrow(() -> new IllegalStateException("no task for a function " + element));
    }

    private static Map<String, @Nullable Object> everything(ExecutionEntity execution) {
        Map<String, @Nullable Object> variables = new HashMap<>(execution.getVariables());
        variables.keySet().removeAll(LOOP_COUNTERS);
        return variables;
    }

    private @Nullable Integer loopIndex(ExecutionEntity execution) {
        if (multiInstanceActivityBehavior == null) {
            return null;
        }
        Object index = execution.getVariableLocal(multiInstanceActivityBehavior.getCollectionElementIndexVariable());
        return index instanceof Number number ? number.intValue() : null;
    }
}
