package dev.trellis.host.flowable;

import dev.trellis.host.expression.ExpressionEvaluationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.flowable.bpmn.model.ExternalWorkerServiceTask;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.common.engine.api.delegate.Expression;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.ExternalWorkerTaskActivityBehavior;
import org.flowable.engine.impl.bpmn.helper.SkipExpressionUtil;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.jspecify.annotations.Nullable;

/** The behaviour of an element that a function executes: it tells the kernel and waits. */
final class TaskBehavior extends ExternalWorkerTaskActivityBehavior {
    private static final long serialVersionUID = 1L;

    private static final Set<String> LOOP_COUNTERS =
            Set.of("nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances", "loopCounter");

    private final transient KernelHooks hooks;

    TaskBehavior(ExternalWorkerServiceTask task, Expression topic, @Nullable Expression skip, KernelHooks hooks) {
        super(task, topic, skip);
        this.hooks = hooks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (skipped(execution)) {
            leave(execution);
            return;
        }
        EngineTransaction transaction = EngineTransaction.of(CommandContextUtil.getCommandContext());
        hooks.taskReached(reached((ExecutionEntity) execution), transaction);
    }

    private boolean skipped(DelegateExecution execution) {
        String skip = skipExpression == null ? null : skipExpression.getExpressionText();
        String element = execution.getCurrentActivityId();
        return SkipExpressionUtil.isSkipExpressionEnabled(
                        skip, element, execution, CommandContextUtil.getCommandContext())
                && SkipExpressionUtil.shouldSkipFlowElement(
                        skip, element, execution, CommandContextUtil.getCommandContext());
    }

    private TaskReached reached(ExecutionEntity execution) {
        String taskType = null;
        String failure = null;
        try {
            Object value = jobTopicExpression.getValue(execution);
            taskType = value == null || value.toString().isBlank() ? null : value.toString();
            failure = taskType == null ? "the task type is empty" : null;
        } catch (FlowableException | ExpressionEvaluationException e) {
            failure = String.valueOf(e.getMessage());
        }
        return new TaskReached(
                execution.getId(),
                execution.getProcessInstanceId(),
                execution.getRootProcessInstanceId(),
                execution.getProcessDefinitionId(),
                execution.getCurrentActivityId(),
                loopIndex(execution),
                taskType,
                failure,
                new EngineScope(execution),
                () -> everything(execution));
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
