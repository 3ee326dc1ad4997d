package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.engine.LeasedTask;

/** The JSON form of a {@link LeasedTask} inside a cycle's reply. */
final class LeasedTaskJson {

    static LeasedTask read(String path, JsonNode value) {
        JsonFields fields = JsonFields.at(path, value);
        return new LeasedTask(
                Parts.readAttempt(fields),
                Parts.readAction(fields),
                new LeasedTask.Demand(
                        fields.text("task_type"),
                        fields.optionalText("pinned_version"),
                        fields.optionalText("version_range"),
                        fields.texts("capabilities")),
                Parts.readPayload(fields, "inputs"),
                fields.list("artifacts_in", Parts::readArtifact),
                Parts.readLimits(fields),
                Parts.readContext(fields));
    }

    static ObjectNode write(LeasedTask task) {
        ObjectNode out = JsonText.object();
        Parts.writeAttempt(out, task.attempt());
        out.put("action", Parts.word(task.action()));
        out.put("task_type", task.demand().taskType());
        Parts.putText(out, "pinned_version", task.demand().pinnedVersion());
        Parts.putText(out, "version_range", task.demand().versionRange());
        out.set("capabilities", JsonText.array(task.demand().capabilities()));
        Parts.writePayload(out, "inputs", task.inputs());
        out.set("artifacts_in", Parts.artifacts(task.artifactsIn()));
        Parts.writeLimits(out, task.limits());
        Parts.writeContext(out, task.context());
        return out;
    }

    private LeasedTaskJson() {}
}
