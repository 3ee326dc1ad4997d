package dev.trellis.host.incident;

import org.jspecify.annotations.Nullable;

/**
 * Which incidents to list, newest first; those of the platform are listed for every tenant.
 *
 * @param state null for all
 * @param limit 1 to 1,000
 */
public record IncidentQuery(
        String tenant, @Nullable String state, @Nullable String instanceId, int limit) {}
