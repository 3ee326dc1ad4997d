package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * An expression of an accepted diagram and where it stands.
 *
 * @param elementId the id of the element, or of the nearest one around it that has an id
 * @param element the name of the element, such as {@code bpmn:conditionExpression}
 * @param attribute the attribute that holds it, or {@code #text}
 */
public record ExpressionUse(
        @Nullable String elementId, String element, String attribute, Expression expression, int line) {}
