package dev.trellis.host.api;

import dev.trellis.contract.wire.JsonFields;

/**
 * Why something is done.
 *
 * @param reason for people, kept in the audit trail
 */
public record ReasonBody(String reason) implements RequestBody {
    static ReasonBody read(JsonFields fields) {
        return new ReasonBody(fields.text("reason"));
    }
}
