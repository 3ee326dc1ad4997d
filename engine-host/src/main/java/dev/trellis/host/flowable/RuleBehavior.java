package dev.trellis.host.flowable;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.flowable.bpmn.model.BaseElement;
import org.flowable.bpmn.model.ExtensionAttribute;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.common.engine.api.delegate.Expression;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.jspecify.annotations.Nullable;

/** A business rule task by expression: the value of {@code expression} becomes the variable {@code resultVariable}. */
final class RuleBehavior extends TaskActivityBehavior {
    private static final long serialVersionUID = 1L;

    private final Expression expression;
    private final @Nullable String resultVariable;

    private RuleBehavior(Expression expression, @Nullable String resultVariable) {
        this.expression = expression;
        this.resultVariable = resultVariable;
    }

    static RuleBehavior of(BaseElement rule, Function<String, Expression> parser) {
        String text = attribute(rule, "expression");
        if (text == null) {
            throw new FlowableException(
                    "a business rule task needs the attribute expression: element " + rule.getId());
        }
        return new RuleBehavior(parser.apply(text), attribute(rule, "resultVariable"));
    }

    @Override
    public void execute(DelegateExecution execution) {
        Object value = expression.getValue(execution);
        if (resultVariable != null) {
            execution.setVariable(resultVariable, value);
        }
        leave(execution);
    }

    private static @Nullable String attribute(BaseElement element, String name) {
        Map<String, List<ExtensionAttribute>> attributes = element.getAttributes();
        List<ExtensionAttribute> found = attributes.getOrDefault(name, List.of());
        return found.isEmpty() ? null : found.getFirst().getValue();
    }
}
