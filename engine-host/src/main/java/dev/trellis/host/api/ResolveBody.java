package dev.trellis.host.api;

import dev.trellis.contract.wire.JsonFields;

/**
 * How an incident ends without another attempt.
 *
 * @param action what becomes of it
 * @param reason for people, kept in the audit trail
 */
public record ResolveBody(Action action, String reason) implements RequestBody {
    /** What becomes of the incident. */
    public enum Action {
        /** Its task fails: the model's error path goes on, or the instance is cancelled. */
        GIVE_UP,
        /** It concerned no task, or its task has ended. */
        DISMISS
    }

    static ResolveBody read(JsonFields fields) {
        return new ResolveBody(fields.word("action", Action.class), fields.text("reason"));
    }
}
