package dev.trellis.host.flowable;

import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.gate.Mapping;
import dev.trellis.host.gate.UserTaskUse;
import java.util.HashMap;
import java.util.Map;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.flowable.engine.interceptor.CreateUserTaskAfterContext;
import org.flowable.engine.interceptor.CreateUserTaskBeforeContext;
import org.flowable.engine.interceptor.CreateUserTaskInterceptor;
import org.flowable.task.service.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;

/**
 * Maps the inputs of new tasks for people, and tells the kernel of them.
 *
 * <p>The engine evaluates name and assignment over the execution. The inputs stand there as transient variables meanwhile,
 * before anything of the same name, and are variables of the task alone from then on.
 */
final class AskedPeople implements CreateUserTaskInterceptor {
    private final KernelHooks hooks;

    AskedPeople(KernelHooks hooks) {
        this.hooks = hooks;
    }

    @Override
    public void beforeCreateUserTask(CreateUserTaskBeforeContext context) {
        DelegateExecution execution = context.getExecution();
        String element = context.getUserTask().getId();
        try {
            execution.setTransientVariablesLocal(mapping(execution, element).resolveInputs(new EngineScope(execution)));
        } catch (ExpressionEvaluationException e) {
            throw new FlowableException(element + ": inputs: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterCreateUserTask(CreateUserTaskAfterContext context) {
        TaskEntity task = context.getTaskEntity();
        task.setVariablesLocal(taken(context.getExecution(), task.getTaskDefinitionKey()));
        String name = task.getName() == null ? "" : task.getName();
        hooks.personAsked(
                new PersonAsked(task.getId(), task.getProcessInstanceId(), task.getTaskDefinitionKey(), name),
                EngineTransaction.of(CommandContextUtil.getCommandContext()));
    }

    private Map<String, @Nullable Object> taken(DelegateExecution execution, String element) {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        for (Mapping.Binding input : mapping(execution, element).inputs()) {
            inputs.put(input.target(), execution.getTransientVariableLocal(input.target()));
            execution.removeTransientVariableLocal(input.target());
        }
        return inputs;
    }

    private Mapping mapping(DelegateExecution execution, String element) {
        return hooks.modelOf(
                        execution.getProcessDefinitionId(),
                        EngineTransaction.of(CommandContextUtil.getCommandContext()))
                .userTask(element)
                .map(UserTaskUse::mapping)
                .orElseThrow(() -> new IllegalStateException("no user task " + element));
    }
}
