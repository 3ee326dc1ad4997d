package dev.trellis.host.api;

import dev.trellis.contract.task.TaskSpec;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.TaskSpecJson;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A Task Spec of the contract.
 *
 * @param spec what is asked for
 */
@Schema(
        name = "TaskSpec",
        description = "A Task Spec of the contract trellis/v1; its JSON Schema is published with the contract",
        implementation = Object.class)
public record TaskSpecBody(TaskSpec spec) implements RequestBody {
    static TaskSpecBody read(JsonFields fields) {
        return new TaskSpecBody(TaskSpecJson.read(fields));
    }
}
