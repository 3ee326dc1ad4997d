package dev.trellis.host.task;

import org.jspecify.annotations.Nullable;

/**
 * Which tasks to list, newest first.
 *
 * @param instanceId an instance; the tasks of the instances that it called are listed too; null for all
 * @param limit 1 to 1,000
 */
public record TaskQuery(
        String tenant,
        @Nullable String status,
        @Nullable String instanceId,
        @Nullable String taskType,
        int limit) {
    public TaskQuery {
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("limit is 1 to 1,000");
        }
    }
}
