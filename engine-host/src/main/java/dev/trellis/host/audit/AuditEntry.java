package dev.trellis.host.audit;

import dev.trellis.contract.json.Json;
import java.util.Objects;

/**
 * What happened, for the audit trail of an instance.
 *
 * @param kind dotted, for example {@code task.succeeded}
 * @param actor who did it; {@code trellis} for the platform itself
 * @param details a JSON object without secrets
 */
public record AuditEntry(String instanceId, String kind, String actor, Json details) {
    public AuditEntry {
        Objects.requireNonNull(instanceId, "instanceId");
        Objects.requireNonNull(kind, "kind");
    }
}
