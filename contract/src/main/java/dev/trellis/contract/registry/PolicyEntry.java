package dev.trellis.contract.registry;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy in the registry. All policies whose patterns match a task hold together; the strictest value wins, and the
 * entry named {@code default} gives what no other says.
 *
 * @param taskTypes patterns of task types, {@code *} as wildcard, for example {@code sql.*}
 * @param defaults retry and time defaults
 * @param guardRails limits by executor kind; a JSON object such as {@code {"http": {"allowed_hosts": […]}}}
 * @param limits what holds at once and in a time
 * @param gate who must approve tasks that match, null when nobody
 * @param change who must approve a change of the registries, null when nobody
 */
public record PolicyEntry(
        String name,
        String version,
        List<String> taskTypes,
        TaskPolicy defaults,
        Json guardRails,
        List<TaskLimit> limits,
        @Nullable Gate gate,
        @Nullable Gate change) {
    public PolicyEntry {
        taskTypes = List.copyOf(taskTypes);
        limits = List.copyOf(limits);
    }

    /**
     * A person's consent.
     *
     * @param role the role that the person needs
     */
    public record Gate(String role) {}
}
