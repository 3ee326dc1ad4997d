package dev.trellis.host.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task of a process that a person does; texts may hold expressions.
 *
 * @param formKey the name of a form
 */
public record UserTaskUse(
        ElementRef element,
        Assignment assignment,
        @Nullable String dueDate,
        @Nullable String formKey,
        Mapping mapping,
        Map<String, String> properties) {

    /** Who may do it; users and groups are lists joined by commas. */
    public record Assignment(
            @Nullable String assignee,
            @Nullable String candidateUsers,
            @Nullable String candidateGroups) {}

    public UserTaskUse {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
