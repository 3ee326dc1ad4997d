package dev.trellis.host.expression;

import java.io.Serial;

/** An expression that is well formed but has no value for the given variables; the message names the cause. */
public final class ExpressionEvaluationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    ExpressionEvaluationException(String message) {
        super(message);
    }
}
