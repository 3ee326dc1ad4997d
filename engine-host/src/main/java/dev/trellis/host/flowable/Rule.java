package dev.trellis.host.flowable;

import dev.trellis.host.expression.Expression;

/** A business rule by expression. */
public record Rule(Expression expression, String resultVariable) {}
