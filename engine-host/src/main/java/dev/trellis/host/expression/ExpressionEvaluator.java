package dev.trellis.host.expression;

import org.jspecify.annotations.Nullable;

/** Evaluates a source text against variables; the seam through which the engine's own expressions run. */
@FunctionalInterface
public interface ExpressionEvaluator {

    /**
     * The value of the text.
     *
     * @throws ExpressionSyntaxException when the text is outside the grammar
     * @throws ExpressionEvaluationException when it has no value for these variables
     */
    @Nullable
    Object evaluate(String text, Scope variables);

    /** The evaluator of this grammar, which parses the text anew on each call. */
    static ExpressionEvaluator direct() {
        return (text, variables) -> Expression.parse(text).evaluate(variables);
    }
}
