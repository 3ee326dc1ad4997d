package dev.trellis.host.flowable;

import dev.trellis.host.expression.Scope;
import java.util.HashMap;
import java.util.Map;
import org.flowable.common.engine.api.variable.VariableContainer;
import org.flowable.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/** The variables of an execution or a user task, as an expression sees them. */
final class EngineScope implements Scope {
    private static final String EXECUTION = "execution";

    private final VariableContainer variables;

    EngineScope(VariableContainer variables) {
        this.variables = variables;
    }

    @Override
    public boolean has(String name) {
        return execution(name) || variables.hasVariable(name);
    }

    @Override
    public @Nullable Object get(String name) {
        return execution(name) ? members((DelegateExecution) variables) : variables.getVariable(name);
    }

    private boolean execution(String name) {
        return name.equals(EXECUTION) && variables instanceof DelegateExecution;
    }

    private static Map<String, @Nullable Object> members(DelegateExecution execution) {
        Map<String, @Nullable Object> members = new HashMap<>();
        members.put("processInstanceId", execution.getProcessInstanceId());
        members.put("processInstanceBusinessKey", execution.getProcessInstanceBusinessKey());
        members.put("processBusinessKey", execution.getProcessInstanceBusinessKey());
        return members;
    }
}
