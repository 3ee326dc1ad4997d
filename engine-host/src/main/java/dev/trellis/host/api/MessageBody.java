package dev.trellis.host.api;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.host.command.Caller;
import dev.trellis.host.instance.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * A message for one waiting instance; the addressee is found by id, by business key, by its variables, or by being the
 * only one that waits.
 *
 * @param name of the BPMN message
 * @param correlation a JSON object whose members all equal variables of the addressee
 * @param variables a JSON object, set on the addressee
 */
public record MessageBody(
        String name, @Nullable String instanceId, @Nullable String businessKey, Json correlation, Json variables)
        implements RequestBody {
    static MessageBody read(JsonFields fields) {
        return new MessageBody(
                fields.text("name"),
                fields.optionalText("instance_id"),
                fields.optionalText("business_key"),
                fields.object("correlation"),
                fields.object("variables"));
    }

    Correlation correlation(Caller caller) {
        return new Correlation(caller, name, instanceId, businessKey, correlation, variables);
    }
}
