package dev.trellis.host.flowable;

import dev.trellis.host.expression.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flowable.common.engine.impl.interceptor.Command;
import org.flowable.engine.delegate.BpmnError;
import org.flowable.engine.impl.bpmn.helper.ErrorPropagation;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.persistence.entity.ExecutionEntity;
import org.flowable.engine.impl.util.CommandContextUtil;
import org.jspecify.annotations.Nullable;

/** The places at which instances wait for the outcome of a task, named by their execution ids. */
public final class WaitingPlaces {
    private static final String EXECUTIONS =
            "select * from ACT_RU_EXECUTION where ID_ = any(string_to_array(#{ids}, ','))";

    private final ProcessEngineConfigurationImpl engine;

    WaitingPlaces(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    /** Reads at once what the engine will ask for one by one: the executions of places and instances, and the instances' variables. */
    public void readAhead(Collection<String> executionIds, Collection<String> instanceIds) {
        Set<String> all = new LinkedHashSet<>(executionIds);
        all.addAll(instanceIds);
        var unused = engine.getRuntimeService()
                .createNativeExecutionQuery()
                .sql(EXECUTIONS)
                .parameter("ids", String.join(",", all))
                .list();
        if (engine.getVariableServiceConfiguration().getVariableInstanceDataManager()
                instanceof KernelVariables variables) {
            variables.readAhead(Set.copyOf(instanceIds));
        }
    }

    /** The variables that a place sees; empty when the place is gone. */
    public Optional<Scope> variables(String executionId) {
        return find(executionId).map(EngineScope::new);
    }

    /** Sets variables where they exist already, or else on the turn of the loop around the place, or on the instance. */
    public void set(String executionId, Map<String, @Nullable Object> values) {
        find(executionId).ifPresent(execution -> LoopTurn.write(execution, values));
    }

    /** A variable of the instance of a place, not of a narrower scope. */
    public @Nullable Object instanceVariable(String executionId, String name) {
        return find(executionId)
                .map(execution -> execution.getProcessInstance().getVariableLocal(name))
                .orElse(null);
    }

    /** Sets a variable on the instance of a place. */
    public void setInstanceVariable(String executionId, String name, @Nullable Object value) {
        find(executionId).ifPresent(execution -> execution.getProcessInstance().setVariableLocal(name, value));
    }

    /** Lets the instance go on from a place until it waits everywhere again or ends. */
    public void advance(String executionId) {
        run(executionId, execution -> CommandContextUtil.getAgenda().planTriggerExecutionOperation(execution));
    }

    /** Whether the model catches an error of this code thrown at a place. */
    public boolean catches(String executionId, String code) {
        return caught(executionId, code).isPresent();
    }

    /** Where the model catches an error of this code thrown at a place; empty when nowhere. */
    public Optional<Caught> caught(String executionId, String code) {
        return find(executionId).flatMap(execution -> ErrorCatchers.caught(execution, code));
    }

    /** The scopes around a place, the innermost first, those of the calling instances last. */
    public List<String> scopes(String executionId) {
        List<String> scopes = new ArrayList<>();
        ExecutionEntity at = find(executionId).orElse(null);
        while (at != null) {
            ExecutionEntity scope = Scopes.around(at);
            scopes.add(scope.getId());
            at = scope.isProcessInstanceType() ? scope.getSuperExecution() : scope;
        }
        return scopes;
    }

    /** Throws an error at a place; the model must catch it. */
    public void raise(String executionId, String code, String message) {
        run(executionId, execution -> ErrorPropagation.propagateError(new BpmnError(code, message), execution));
    }

    private void run(String executionId, java.util.function.Consumer<ExecutionEntity> step) {
        Command<Void> command = context -> {
            find(executionId).ifPresent(step);
            return null;
        };
        engine.getCommandExecutor().execute(command);
    }

    private Optional<ExecutionEntity> find(String executionId) {
        return Optional.ofNullable(
                        CommandContextUtil.getExecutionEntityManager().findById(executionId))
                .filter(execution -> !execution.isEnded() && !execution.isDeleted());
    }
}
