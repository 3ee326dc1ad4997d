package dev.trellis.host.flowable;

import dev.trellis.host.expression.ExpressionSyntaxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.common.engine.api.delegate.Expression;
import org.flowable.common.engine.api.delegate.FlowableFunctionDelegate;
import org.flowable.common.engine.api.variable.VariableContainer;
import org.flowable.common.engine.impl.el.ExpressionManager;
import org.flowable.common.engine.impl.el.FlowableAstFunctionCreator;
import org.flowable.common.engine.impl.el.FlowableFunctionResolverFactory;
import org.flowable.common.engine.impl.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/**
 * The engine's way to expressions: every text goes to our own grammar, so that neither the engine's expression language
 * nor reflection nor beans are ever reached.
 */
@SuppressWarnings("NullAway") // an interface without null annotations
final class PureExpressions implements ExpressionManager {
    private static final int MOST_CACHED = 20_000;

    private final Map<String, Expression> parsed = new ConcurrentHashMap<>();

    @Override
    public Expression createExpression(String text) {
        if (parsed.size() > MOST_CACHED) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(text, PureExpressions::parse);
    }

    private static Expression parse(String text) {
        try {
            return new PureExpression(dev.trellis.host.expression.Expression.parse(text.strip()));
        } catch (ExpressionSyntaxException e) {
            throw new FlowableException("not an expression of the grammar: " + e.getMessage(), e);
        }
    }

    @Override
    public ELContext getElContext(VariableContainer variables) {
        throw new FlowableException("the engine's expression language is switched off");
    }

    @Override
    public Map<Object, Object> getBeans() {
        return Map.of();
    }

    @Override
    public void setBeans(@Nullable Map<Object, Object> beans) {
        // The engine sees no beans.
    }

    @Override
    public List<FlowableFunctionDelegate> getFunctionDelegates() {
        return List.of();
    }

    @Override
    public void setFunctionDelegates(@Nullable List<FlowableFunctionDelegate> delegates) {
        // The grammar has its own functions.
    }

    @Override
    public List<FlowableAstFunctionCreator> getAstFunctionCreators() {
        return List.of();
    }

    @Override
    public void setAstFunctionCreators(@Nullable List<FlowableAstFunctionCreator> creators) {
        // The grammar has its own functions.
    }

    @Override
    public @Nullable FlowableFunctionResolverFactory getFunctionResolverFactory() {
        return null;
    }

    @Override
    public void setFunctionResolverFactory(@Nullable FlowableFunctionResolverFactory factory) {
        // The grammar has its own functions.
    }
}
