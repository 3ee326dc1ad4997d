package dev.trellis.host.outbox;

import dev.trellis.contract.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Something that others may want to know.
 *
 * @param type one of {@link dev.trellis.contract.event.EventTypes}
 * @param subject what it is about, for example a task id
 * @param data a JSON object
 * @param traceparent W3C trace context
 */
public record Event(
        String type,
        String subject,
        String tenant,
        Json data,
        @Nullable String traceparent) {}
