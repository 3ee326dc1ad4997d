package dev.trellis.host.api;

import dev.trellis.contract.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A person's consent.
 *
 * @param reason for people, kept in the audit trail
 */
public record ConsentBody(@Nullable String reason) implements RequestBody {
    static ConsentBody read(JsonFields fields) {
        return new ConsentBody(fields.optionalText("reason"));
    }
}
