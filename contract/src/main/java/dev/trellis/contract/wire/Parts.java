package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.contract.task.TimeLimits;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts that several messages share. */
final class Parts {

    static final String CONTRACT = "trellis/v1";

    static void checkContract(JsonFields fields) {
        String contract = fields.text("contract");
        if (!contract.equals(CONTRACT)) {
            throw new WireFormatException(fields.pathOf("contract"), "expected " + CONTRACT + ", found " + contract);
        }
    }

    static Attempt readAttempt(JsonFields fields) {
        return new Attempt(
                readTaskId(fields), fields.integer("attempt", 1, Integer.MAX_VALUE), fields.text("attempt_token"));
    }

    static TaskId readTaskId(JsonFields fields) {
        String id = fields.text("task_id");
        try {
            return new TaskId(id);
        } catch (IllegalArgumentException invalid) {
            throw new WireFormatException(fields.pathOf("task_id"), String.valueOf(invalid.getMessage()));
        }
    }

    static void writeAttempt(ObjectNode out, Attempt attempt) {
        out.put("task_id", attempt.taskId().value());
        out.put("attempt", attempt.number());
        out.put("attempt_token", attempt.token());
    }

    static Action readAction(JsonFields fields) {
        return fields.word("action", Action.class);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The document under {@code name}, or the claim check under {@code name_ref}; an empty object when neither is there. */
    static Payload readPayload(JsonFields fields, String name) {
        String refName = name + "_ref";
        JsonNode reference = fields.node(refName);
        if (reference == null) {
            return new Payload.Inline(fields.object(name));
        }
        if (fields.has(name)) {
            throw new WireFormatException(
                    fields.pathOf(refName), "stands beside " + name + "; only one of the two may be there");
        }
        ArtifactRef ref = readArtifact(fields.pathOf(refName), reference);
        if (ref.sha256() == null) {
            throw new WireFormatException(fields.pathOf(refName) + ".sha256", "missing; a claim check needs it");
        }
        return new Payload.ClaimCheck(ref);
    }

    static void writePayload(ObjectNode out, String name, Payload payload) {
        switch (payload) {
            case Payload.Inline(Json json) -> out.set(name, JsonText.parse(json));
            case Payload.ClaimCheck(ArtifactRef ref) -> out.set(name + "_ref", artifact(ref));
        }
    }

    /** An artifact, written as its address or as an object. */
    static ArtifactRef readArtifact(String path, JsonNode value) {
        if (value.isTextual()) {
            return ArtifactRef.of(value.textValue());
        }
        JsonFields fields = JsonFields.at(path, value);
        String sha256 = fields.optionalText("sha256");
        if (sha256 != null && !sha256.matches("[0-9a-f]{64}")) {
            throw new WireFormatException(fields.pathOf("sha256"), "expected 64 lower-case hex digits");
        }
        ArtifactRef ref =
                new ArtifactRef(fields.text("uri"), sha256, fields.optionalInteger("size", 0, Long.MAX_VALUE));
        fields.refuseRest();
        return ref;
    }

    static ObjectNode artifact(ArtifactRef ref) {
        ObjectNode out = JsonText.object();
        out.put("uri", ref.uri());
        putText(out, "sha256", ref.sha256());
        if (ref.sizeBytes() != null) {
            out.put("size", ref.sizeBytes());
        }
        return out;
    }

    static ArrayNode artifacts(List<ArtifactRef> refs) {
        ArrayNode out = JsonText.array();
        refs.forEach(ref -> out.add(artifact(ref)));
        return out;
    }

    static TimeLimits readLimits(JsonFields fields) {
        return new TimeLimits(
                fields.instant("not_after"),
                fields.integer("timeout_s", 1, 86_400),
                fields.integer("heartbeat_s", 1, 86_400));
    }

    static void writeLimits(ObjectNode out, TimeLimits limits) {
        out.put("not_after", limits.notAfter().toString());
        out.put("timeout_s", limits.timeoutSeconds());
        out.put("heartbeat_s", limits.heartbeatSeconds());
    }

    static TaskContext readContext(JsonFields fields) {
        return new TaskContext(
                fields.text("tenant"),
                fields.optionalText("idempotency_key"),
                fields.texts("data_classes"),
                fields.textMap("tags"),
                fields.optionalText("traceparent"));
    }

    static void writeContext(ObjectNode out, TaskContext context) {
        out.put("tenant", context.tenant());
        putText(out, "idempotency_key", context.idempotencyKey());
        out.set("data_classes", JsonText.array(context.dataClasses()));
        out.set("tags", textMap(context.tags()));
        putText(out, "traceparent", context.traceparent());
    }

    static TaskPolicy readPolicy(@Nullable JsonFields fields) {
        if (fields == null) {
            return TaskPolicy.NONE;
        }
        TaskPolicy policy = new TaskPolicy(
                intOrNull(fields.optionalInteger("retries", 0, 100)),
                intOrNull(fields.optionalInteger("timeout_s", 1, 86_400)),
                intOrNull(fields.optionalInteger("heartbeat_s", 1, 86_400)),
                fields.optionalFlag("human_gate"));
        fields.refuseRest();
        return policy;
    }

    static ObjectNode policy(TaskPolicy policy) {
        ObjectNode out = JsonText.object();
        putInt(out, "retries", policy.retries());
        putInt(out, "timeout_s", policy.timeoutSeconds());
        putInt(out, "heartbeat_s", policy.heartbeatSeconds());
        if (policy.humanGate() != null) {
            out.put("human_gate", policy.humanGate());
        }
        return out;
    }

    /** Members in sorted order, so that one map always has one text. */
    static ObjectNode textMap(Map<String, String> map) {
        ObjectNode out = JsonText.object();
        map.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> out.put(e.getKey(), e.getValue()));
        return out;
    }

    static void putText(ObjectNode out, String name, @Nullable String value) {
        if (value != null) {
            out.put(name, value);
        }
    }

    static void putExtensions(ObjectNode out, Json extensions) {
        out.setAll(JsonText.parseObject(extensions));
    }

    private static void putInt(ObjectNode out, String name, @Nullable Integer value) {
        if (value != null) {
            out.put(name, value);
        }
    }

    private static @Nullable Integer intOrNull(@Nullable Long value) {
        return value == null ? null : value.intValue();
    }

    private Parts() {}
}
