package dev.trellis.host.flowable;

import java.util.Map;
import org.flowable.bpmn.model.CallActivity;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.CallActivityBehavior;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.impl.util.IOParameterUtil;
import org.flowable.engine.repository.ProcessDefinition;

/** A call activity: the called process is named as in the registry, and the version is the one that is pinned. */
final class PinnedCallBehavior extends CallActivityBehavior {
    private static final long serialVersionUID = 1L;

    private final transient KernelHooks hooks;

    PinnedCallBehavior(CallActivity call, KernelHooks hooks) {
        super(call);
        this.hooks = hooks;
    }

    /** What the called process returns stays, as all outputs do, with the turn of a loop around the call. */
    @Override
    public void completing(DelegateExecution execution, DelegateExecution called) {
        CallActivity call = (CallActivity) execution.getCurrentFlowElement();
        Map<String, Object> returned = IOParameterUtil.extractOutVariables(
                call.getOutParameters(),
                called,
                CommandContextUtil.getProcessEngineConfiguration().getExpressionManager());
        LoopTurn.write((ExecutionEntity) execution, returned);
        hooks.callReturns(
                new CallReturn(
                        called.getProcessInstanceId(),
                        execution.getProcessInstanceId(),
                        execution.getProcessDefinitionId(),
                        call.getId()),
                EngineTransaction.of(CommandContextUtil.getCommandContext()));
    }

    @Override
    protected ProcessDefinition getProcessDefinition(
            DelegateExecution execution, CallActivity call, ProcessEngineConfigurationImpl engine) {
        String process = getCalledElementValue(execution, engine);
        String definitionId = hooks.definitionOf(
                execution.getProcessInstanceId(),
                process,
                EngineTransaction.of(CommandContextUtil.getCommandContext()));
        return engine.getDeploymentManager().findDeployedProcessDefinitionById(definitionId);
    }
}
