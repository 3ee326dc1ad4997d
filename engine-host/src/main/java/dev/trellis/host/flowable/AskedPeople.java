package dev.trellis.host.flowable;

import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.interceptor.CreateUserTaskAfterContext;
import org.flowable.engine.interceptor.CreateUserTaskBeforeContext;
import org.flowable.engine.interceptor.CreateUserTaskInterceptor;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;

/** Tells the kernel of new tasks for people. */
final class AskedPeople implements CreateUserTaskInterceptor {
    private final KernelHooks hooks;

    AskedPeople(KernelHooks hooks) {
        this.hooks = hooks;
    }

    @Override
    public void beforeCreateUserTask(CreateUserTaskBeforeContext context) {
        // Nothing is known yet.
    }

    @Override
    public void afterCreateUserTask(CreateUserTaskAfterContext context) {
        TaskEntity task = context.getTaskEntity();
        String name = task.getName() == null ? "" : task.getName();
        hooks.personAsked(
                new PersonAsked(task.getId(), task.getProcessInstanceId(), task.getTaskDefinitionKey(), name),
                EngineTransaction.of(CommandContextUtil.getCommandContext()));
    }
}
