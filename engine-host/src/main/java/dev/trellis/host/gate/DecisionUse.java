package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;

/** A business rule task: the value of the expression becomes the variable. */
public record DecisionUse(ElementRef element, Expression expression, String resultVariable) {}
