package dev.trellis.host.task;

import dev.trellis.contract.task.Priority;
import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.gate.ServiceTaskUse;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The priority that a model asks for: a word of ours, or a number as Camunda has it. Camunda's default is 0, so that 0 and
 * what is a little above it is {@link Priority#NORMAL}; below 0 is low, from 50 high and from 75 critical.
 */
final class AskedPriority {
    /** The property of an element that stands before {@code camunda:taskPriority}. */
    static final String PROPERTY = "trellis.priority";

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,18})?");
    private static final BigDecimal HIGH = BigDecimal.valueOf(50);
    private static final BigDecimal CRITICAL = BigDecimal.valueOf(75);

    /**
     * The priority of an element.
     *
     * @param inherited where it asks for none
     * @throws IllegalArgumentException when the value is neither a number nor one of the words
     * @throws dev.trellis.host.expression.ExpressionEvaluationException when the expression has no value
     */
    static Priority of(ServiceTaskUse use, Scope variables, Priority inherited) {
        String property = use.properties().get(PROPERTY);
        if (property != null) {
            return of(Expression.parse(property).evaluate(variables));
        }
        Expression number = use.priority();
        return number == null ? inherited : of(number.evaluate(variables));
    }

    static Priority of(@Nullable Object value) {
        String text = value == null ? "" : value.toString().strip();
        if (text.isEmpty()) {
            return Priority.NORMAL;
        }
        return value instanceof Number || NUMBER.matcher(text).matches() ? numbered(new BigDecimal(text)) : word(text);
    }

    private static Priority numbered(BigDecimal number) {
        if (number.signum() < 0) {
            return Priority.LOW;
        }
        if (number.compareTo(CRITICAL) >= 0) {
            return Priority.CRITICAL;
        }
        return number.compareTo(HIGH) >= 0 ? Priority.HIGH : Priority.NORMAL;
    }

    private static Priority word(String word) {
        try {
            return Priority.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "priority: low, normal, high, critical or a number is expected, not " + word, e);
        }
    }

    private AskedPriority() {}
}
