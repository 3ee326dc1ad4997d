package dev.trellis.host.api;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * How an incident's task is tried again.
 *
 * @param inputs a JSON object in place of the task's inputs; absent to keep them
 */
public record RetryBody(@Nullable Json inputs) implements RequestBody {
    static RetryBody read(JsonFields fields) {
        return new RetryBody(fields.has("inputs") ? fields.object("inputs") : null);
    }
}
