package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * What a service task asks for.
 *
 * @param taskType a task type such as {@code data.extract.csv}, or an expression whose value is one
 * @param versionRange a semantic version range such as {@code ^1.2}; null for the registry's stable version
 */
public record Topic(Expression taskType, @Nullable String versionRange) {

    /** Whether a text is a well-formed task type; a topic that is an expression is checked by it when reached. */
    public static boolean isTaskType(String text) {
        return TaskRule.isTaskType(text);
    }
}
