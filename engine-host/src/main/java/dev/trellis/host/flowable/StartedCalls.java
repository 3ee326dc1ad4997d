package dev.trellis.host.flowable;

import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.interceptor.StartProcessInstanceAfterContext;
import org.flowable.engine.interceptor.StartProcessInstanceBeforeContext;
import org.flowable.engine.interceptor.StartProcessInstanceInterceptor;
import org.flowable.engine.interceptor.StartSubProcessInstanceAfterContext;
import org.flowable.engine.interceptor.StartSubProcessInstanceBeforeContext;

/** Tells the kernel of the instances that call activities start. */
final class StartedCalls implements StartProcessInstanceInterceptor {
    private final KernelHooks hooks;

    StartedCalls(KernelHooks hooks) {
        this.hooks = hooks;
    }

    @Override
    public void beforeStartProcessInstance(StartProcessInstanceBeforeContext context) {
        // The kernel starts these itself.
    }

    @Override
    public void afterStartProcessInstance(StartProcessInstanceAfterContext context) {
        // The kernel starts these itself.
    }

    @Override
    public void beforeStartSubProcessInstance(StartSubProcessInstanceBeforeContext context) {
        // The instance has no id yet.
    }

    @Override
    public void afterStartSubProcessInstance(StartSubProcessInstanceAfterContext context) {
        ExecutionEntity called = context.getProcessInstance();
        hooks.instanceCalled(
                new CalledInstance(
                        called.getId(),
                        context.getCallActivityExecution().getProcessInstanceId(),
                        context.getCallActivityExecution().getCurrentActivityId(),
                        called.getRootProcessInstanceId(),
                        called.getProcessDefinitionId(),
                        called.getBusinessKey()),
                EngineTransaction.of(CommandContextUtil.getCommandContext()));
    }
}
