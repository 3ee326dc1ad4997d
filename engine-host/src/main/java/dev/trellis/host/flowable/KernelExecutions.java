package dev.trellis.host.flowable;

import java.util.Map;
import org.flowable.bpmn.model.ExternalWorkerServiceTask;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.bpmn.model.SendTask;
import org.flowable.common.engine.impl.interceptor.CommandContext;
import org.flowable.engine.history.DeleteReason;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.persistence.entity.ExecutionEntityManagerImpl;
import org.flowable.engine.impl.persistence.entity.data.ExecutionDataManager;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.jspecify.annotations.Nullable;

/**
 * The engine's executions. Whatever ends one (boundary event, terminate, deletion, the join of a loop) passes through the
 * one method overridden here; the engine's events are silent for some of them.
 */
final class KernelExecutions extends ExecutionEntityManagerImpl {
    private final KernelHooks hooks;

    KernelExecutions(ProcessEngineConfigurationImpl engine, ExecutionDataManager data, KernelHooks hooks) {
        super(engine, data);
        this.hooks = hooks;
    }

    @Override
    public void deleteRelatedDataForExecution(ExecutionEntity execution, @Nullable String reason, boolean directly) {
        boolean first = !execution.isDeleted();
        if (first && execution.isProcessInstanceType()) {
            ended(execution, reason);
        } else if (first && isForFunction(execution.getCurrentFlowElement())) {
            EngineTransaction.of(CommandContextUtil.getCommandContext()).executionGone(execution.getId());
        } else if (first && isWholeRun(execution) && isCompletion(reason)) {
            hooks.scopeCompleted(
                    execution.getId(),
                    Scopes.around(execution).getId(),
                    EngineTransaction.of(CommandContextUtil.getCommandContext()));
        }
        super.deleteRelatedDataForExecution(execution, reason, directly);
    }

    /** Tasks for people hang on the execution of their element, never on the instance's own. */
    @Override
    protected void deleteUserTasks(
            ExecutionEntity execution,
            @Nullable String reason,
            CommandContext command,
            boolean counted,
            boolean dispatches) {
        if (!execution.isProcessInstanceType()) {
            super.deleteUserTasks(execution, reason, command, counted, dispatches);
        }
    }

    /** So do jobs. */
    @Override
    protected void deleteJobs(ExecutionEntity execution, CommandContext command, boolean counted, boolean dispatches) {
        if (!execution.isProcessInstanceType()) {
            super.deleteJobs(execution, command, counted, dispatches);
        }
    }

    /** The turns of a loop tell of their end themselves. */
    private static boolean isWholeRun(ExecutionEntity execution) {
        return Scopes.isEmbedded(execution) && !execution.getParent().isMultiInstanceRoot();
    }

    /** A scope that is left by its end events is completed, one that is left by a boundary event is not. */
    private static boolean isCompletion(@Nullable String reason) {
        return reason == null || reason.startsWith(DeleteReason.TERMINATE_END_EVENT);
    }

    /** The gate accepts send tasks with a topic only. */
    private static boolean isForFunction(@Nullable FlowElement element) {
        return element instanceof ExternalWorkerServiceTask || element instanceof SendTask;
    }

    private void ended(ExecutionEntity instance, @Nullable String reason) {
        Map<String, @Nullable Object> variables = instance.getVariablesLocal();
        hooks.instanceEnded(
                new InstanceEnd(instance.getId(), reason, variables),
                EngineTransaction.of(CommandContextUtil.getCommandContext()));
    }
}
