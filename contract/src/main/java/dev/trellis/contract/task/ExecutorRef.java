package dev.trellis.contract.task;

import dev.trellis.contract.json.Json;
import java.util.Objects;
import java.util.regex.Pattern;

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
    private static final Pattern BY_DIGEST = Pattern.compile("(\\S+@)?sha256:[0-9a-f]{64}");

    public ExecutorRef {
        Objects.requireNonNull(taskType, "taskType");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(adapter, "adapter");
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(settings, "settings");
    }

    /**
     * Whether a worker of its author's own serves it, and no function: so it is with the adapter {@code container} unless {@code ref} is
     * an image by its digest, {@code NAME@sha256:HEX} or {@code sha256:HEX}.
     */
    public boolean hasOwnWorker() {
        return adapter.equals("container") && !BY_DIGEST.matcher(ref).matches();
    }
}
