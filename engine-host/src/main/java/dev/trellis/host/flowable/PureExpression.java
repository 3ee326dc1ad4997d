package dev.trellis.host.flowable;

import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.ExpressionEvaluationException;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.common.engine.api.variable.VariableContainer;
import org.jspecify.annotations.Nullable;

/** An expression of our grammar in the shape that the engine asks for. */
final class PureExpression implements org.flowable.common.engine.api.delegate.Expression {
    private static final long serialVersionUID = 1L;

    private final transient Expression expression;

    PureExpression(Expression expression) {
        this.expression = expression;
    }

    @Override
    public @Nullable Object getValue(VariableContainer variables) {
        try {
            return expression.evaluate(new EngineScope(variables));
        } catch (ExpressionEvaluationException e) {
            throw new FlowableException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void setValue(@Nullable Object value, VariableContainer variables) {
        throw new FlowableException("an expression is read only: " + expression.source());
    }

    @Override
    public String getExpressionText() {
        return expression.source();
    }
}
