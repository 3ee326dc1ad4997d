package dev.trellis.host.incident;

import dev.trellis.contract.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it is shown.
 *
 * @param instanceId null for an incident of the platform
 * @param taskId null when it concerns no task
 * @param code stable, for example {@code outcome_unknown}
 * @param details a JSON object
 * @param state {@code open}, {@code retried}, {@code given_up} or {@code dismissed}
 */
public record IncidentView(
        String id,
        @Nullable String tenant,
        @Nullable String instanceId,
        @Nullable String taskId,
        String code,
        String message,
        Json details,
        String state,
        Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String resolution) {}
