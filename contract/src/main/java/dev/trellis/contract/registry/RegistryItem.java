package dev.trellis.contract.registry;

import dev.trellis.contract.json.Json;
import java.time.Instant;
import java.util.Objects;

/**
 * One version as it is stored: never changed once written.
 *
 * @param document the entry as a JSON object in canonical form (sorted keys, no blanks)
 * @param sha256 lower-case hex digest of the document's UTF-8 bytes
 * @param createdBy who applied it
 */
public record RegistryItem(RegistryKey key, Json document, String sha256, Instant createdAt, String createdBy) {
    public RegistryItem {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(document, "document");
        Objects.requireNonNull(sha256, "sha256");
    }
}
