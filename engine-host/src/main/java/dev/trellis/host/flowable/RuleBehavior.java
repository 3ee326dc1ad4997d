package dev.trellis.host.flowable;

import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.gate.DecisionUse;
import java.util.Collections;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;

/** A business rule task: the value of its expression becomes a variable. */
final class RuleBehavior extends TaskActivityBehavior {
    private static final long serialVersionUID = 1L;

    private final transient KernelHooks hooks;

    RuleBehavior(KernelHooks hooks) {
        this.hooks = hooks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String element = execution.getCurrentActivityId();
        DecisionUse rule = hooks.modelOf(
                        execution.getProcessDefinitionId(),
                        EngineTransaction.of(CommandContextUtil.getCommandContext()))
                .decision(element)
                .orElseThrow(() -> new IllegalStateException("no business rule task " + element));
        try {
            Object value = rule.expression().evaluate(new EngineScope(execution));
            LoopTurn.write((ExecutionEntity) execution, Collections.singletonMap(rule.resultVariable(), value));
        } catch (ExpressionEvaluationException e) {
            throw new FlowableException(element + ": " + e.getMessage(), e);
        }
        leave(execution);
    }
}
