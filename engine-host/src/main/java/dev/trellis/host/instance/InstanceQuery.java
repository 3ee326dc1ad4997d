package dev.trellis.host.instance;

import org.jspecify.annotations.Nullable;

/**
 * Which instances to list, newest first.
 *
 * @param state null for all
 * @param process name, null for all
 * @param businessKey null for all
 * @param limit 1 to 1,000
 */
public record InstanceQuery(
        String tenant,
        @Nullable InstanceState state,
        @Nullable String process,
        @Nullable String businessKey,
        int limit) {
    public InstanceQuery {
        if (limit < 1 || limit > 1_000) {
            throw new IllegalArgumentException("limit is 1 to 1,000");
        }
    }
}
