package dev.trellis.contract.task;

import dev.trellis.contract.json.Json;
import java.util.Objects;

/**
 * The resolved executor of a task.
 *
 * @param taskType dotted name
 * @param version the resolved semantic version of the registry entry
 * @param adapter the executor kind, for example {@code python}
 * @param ref what the kind runs: a script's artifact, a URL template, a connection name
 * @param settings the entry's settings for the kind, with the guard-rails of policy under {@code guard_rails}
 */
public record ExecutorRef(String taskType, String version, String adapter, String ref, Json settings) {
    public ExecutorRef {
        Objects.requireNonNull(taskType, "taskType");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(adapter, "adapter");
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(settings, "settings");
    }
}
