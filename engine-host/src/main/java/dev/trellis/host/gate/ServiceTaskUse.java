package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task of a process that a function executes.
 *
 * @param priority the number of {@code camunda:taskPriority}, or an expression for it; null when none is set
 * @param properties the author's properties, of which those that begin with {@code trellis.} have a meaning
 * @param errors in order; the first whose condition holds turns the outcome into a BPMN error
 */
public record ServiceTaskUse(
        ElementRef element,
        Topic topic,
        @Nullable Expression priority,
        Mapping mapping,
        Map<String, String> properties,
        List<ErrorMapping> errors) {

    /**
     * When an outcome becomes a BPMN error.
     *
     * @param errorCode the code of the error that is thrown
     * @param condition true when it is; reads the outputs, the variables and {@code externalTask}
     */
    public record ErrorMapping(String errorCode, Expression condition) {}

    public ServiceTaskUse {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        errors = List.copyOf(errors);
    }

    /** A task of which a diagram says nothing but its type. */
    public static ServiceTaskUse plain(String element, String taskType) {
        return new ServiceTaskUse(
                new ElementRef(element, null, 0),
                new Topic(Expression.parse(taskType), null),
                null,
                Mapping.NONE,
                Map.of(),
                List.of());
    }

    public String elementId() {
        return element.id();
    }
}
