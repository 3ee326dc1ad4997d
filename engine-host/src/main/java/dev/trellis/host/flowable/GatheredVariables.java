package dev.trellis.host.flowable;

import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.ExpressionEvaluationException;
import dev.trellis.host.expression.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flowable.bpmn.model.VariableAggregationDefinition;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.engine.delegate.DelegateExecution;
import org.flowable.engine.delegate.variable.VariableAggregator;
import org.flowable.engine.delegate.variable.VariableAggregatorContext;
import org.flowable.variable.api.persistence.entity.VariableInstance;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the variables that a loop names: an object for each turn, and a list of these at the end. The engine's own way
 * makes nodes of a JSON library, which are no variables here.
 */
final class GatheredVariables implements VariableAggregator {
    @Override
    public Object aggregateSingleVariable(DelegateExecution turn, VariableAggregatorContext context) {
        Scope seen = new EngineScope(turn);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (VariableAggregationDefinition.Variable variable :
                context.getDefinition().getDefinitions()) {
            String source = variable.getSource();
            String target = variable.getTarget() == null ? source : variable.getTarget();
            if (source == null) {
                values.put(target, value(variable.getSourceExpression(), seen, turn));
            } else if (seen.has(source)) {
                values.put(target, seen.get(source));
            }
        }
        return values;
    }

    private static @Nullable Object value(String expression, Scope seen, DelegateExecution turn) {
        try {
            return Expression.parse(expression).evaluate(seen);
        } catch (ExpressionEvaluationException e) {
            throw new FlowableException(turn.getCurrentActivityId() + ": variableAggregation: " + e.getMessage(), e);
        }
    }

    @Override
    public Object aggregateMultiVariables(
            DelegateExecution loop, List<? extends VariableInstance> turns, VariableAggregatorContext context) {
        List<@Nullable Object> values = new ArrayList<>();
        turns.forEach(turn -> values.add(turn.getValue()));
        return values;
    }
}
