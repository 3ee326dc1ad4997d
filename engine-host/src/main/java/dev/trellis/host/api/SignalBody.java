package dev.trellis.host.api;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonFields;

/**
 * A signal for whoever waits for it.
 *
 * @param name of the BPMN signal
 * @param variables a JSON object, set on every instance that it reaches
 */
public record SignalBody(String name, Json variables) implements RequestBody {
    static SignalBody read(JsonFields fields) {
        return new SignalBody(fields.text("name"), fields.object("variables"));
    }
}
