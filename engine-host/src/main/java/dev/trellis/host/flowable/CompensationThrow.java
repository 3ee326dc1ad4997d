package dev.trellis.host.flowable;

import org.flowable.bpmn.model.CompensateEventDefinition;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.IntermediateThrowCompensationEventActivityBehavior;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.jspecify.annotations.Nullable;

/**
 * An intermediate or end event that throws compensation: the kernel undoes, and the event waits until it has. The engine's own
 * starts all handlers at once, in the order in which their activities were completed, and goes on at once.
 */
final class CompensationThrow extends IntermediateThrowCompensationEventActivityBehavior {
    private static final long serialVersionUID = 1L;

    private final transient KernelHooks hooks;

    CompensationThrow(CompensateEventDefinition definition, KernelHooks hooks) {
        super(definition);
        this.hooks = hooks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        EngineTransaction transaction = EngineTransaction.of(CommandContextUtil.getCommandContext());
        if (!hooks.compensationThrown(thrown((ExecutionEntity) execution), transaction)) {
            leave(execution);
        }
    }

    private CompensationThrown thrown(ExecutionEntity execution) {
        return new CompensationThrown(
                execution.getId(),
                execution.getProcessInstanceId(),
                execution.getRootProcessInstanceId(),
                execution.getProcessDefinitionId(),
                execution.getCurrentActivityId(),
                Scopes.around(execution).getId(),
                named(compensateEventDefinition.getActivityRef()));
    }

    private static @Nullable String named(@Nullable String activity) {
        return activity == null || activity.isEmpty() ? null : activity;
    }

    @Override
    public void trigger(DelegateExecution execution, @Nullable String signal, @Nullable Object data) {
        leave(execution);
    }
}
