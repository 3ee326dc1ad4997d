package dev.trellis.host.api;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonFields;

/**
 * What a person filled in.
 *
 * @param variables a JSON object, set on the instance
 */
public record VariablesBody(Json variables) implements RequestBody {
    static VariablesBody read(JsonFields fields) {
        return new VariablesBody(fields.object("variables"));
    }
}
