package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.engine.Observation;
import java.time.Instant;

/** The JSON form of an {@link Observation}: an object with {@code kind}. */
final class ObservationJson {

    static Observation read(String path, JsonNode value) {
        JsonFields fields = JsonFields.at(path, value);
        String kind = fields.text("kind");
        String taskId = fields.text("task_id");
        String token = fields.text("attempt_token");
        return switch (kind) {
            case "unclaimed" -> new Observation.Unclaimed(taskId, token, seenAt(fields));
            case "alive" -> new Observation.Alive(taskId, token, fields.instant("heartbeat_at"));
            case "finished" -> new Observation.Finished(taskId, token, fields.object("outcome"));
            case "stopped" -> new Observation.Stopped(taskId, token);
            default ->
                throw new WireFormatException(
                        fields.pathOf("kind"), "expected one of unclaimed, alive, finished, stopped, found " + kind);
        };
    }

    /** An orchestrator that does not say when it looked may have looked long ago. */
    private static Instant seenAt(JsonFields fields) {
        return fields.optionalText("seen_at") == null ? Instant.EPOCH : fields.instant("seen_at");
    }

    static ObjectNode write(Observation observation) {
        ObjectNode out = JsonText.object();
        out.put("task_id", observation.taskId());
        out.put("attempt_token", observation.attemptToken());
        switch (observation) {
            case Observation.Unclaimed unclaimed -> {
                out.put("kind", "unclaimed");
                out.put("seen_at", unclaimed.seenAt().toString());
            }
            case Observation.Alive alive -> {
                out.put("kind", "alive");
                out.put("heartbeat_at", alive.heartbeatAt().toString());
            }
            case Observation.Finished finished -> {
                out.put("kind", "finished");
                out.set("outcome", JsonText.parse(finished.outcome()));
            }
            case Observation.Stopped stopped -> out.put("kind", "stopped");
        }
        return out;
    }

    private ObservationJson() {}
}
