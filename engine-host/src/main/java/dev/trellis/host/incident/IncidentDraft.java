package dev.trellis.host.incident;

import dev.trellis.contract.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is to become an incident.
 *
 * @param tenant null for an incident of the platform
 * @param dedupKey while an incident with this key is open, another is not opened; null when each counts
 * @param message what, where and what to do, for a person
 * @param details a JSON object
 */
public record IncidentDraft(
        @Nullable String tenant,
        @Nullable String instanceId,
        @Nullable String taskId,
        String code,
        String message,
        Json details,
        @Nullable String dedupKey) {
    /** An incident that belongs to no instance, for example an unreadable message. */
    public static IncidentDraft ofPlatform(String code, String message, Json details, @Nullable String dedupKey) {
        return new IncidentDraft(null, null, null, code, message, details, dedupKey);
    }
}
