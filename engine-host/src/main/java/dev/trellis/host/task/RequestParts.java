package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.host.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of a task carry besides its inputs, as it is stored with the task.
 *
 * @param capabilities what the executor must provide
 */
public record RequestParts(List<ArtifactRef> artifactsIn, List<String> capabilities, TaskContext context) {
    public RequestParts {
        artifactsIn = List.copyOf(artifactsIn);
        capabilities = List.copyOf(capabilities);
    }

    /** The same for data of these classes. */
    RequestParts classified(List<String> dataClasses) {
        return with(dataClasses, context.traceparent());
    }

    /** The same within this trace. */
    public RequestParts traced(@Nullable String traceparent) {
        return with(context.dataClasses(), traceparent);
    }

    /** The same under another key for outside systems. */
    RequestParts keyed(@Nullable String idempotencyKey) {
        return with(new TaskContext(
                context.tenant(), idempotencyKey, context.dataClasses(), context.tags(), context.traceparent()));
    }

    private RequestParts with(List<String> dataClasses, @Nullable String traceparent) {
        return with(
                new TaskContext(context.tenant(), context.idempotencyKey(), dataClasses, context.tags(), traceparent));
    }

    private RequestParts with(TaskContext changed) {
        return new RequestParts(artifactsIn, capabilities, changed);
    }

    /** The stored form. */
    public Json toJson() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put(
                "artifacts_in", artifactsIn.stream().map(RequestParts::artifact).toList());
        document.put("capabilities", capabilities);
        document.put("tenant", context.tenant());
        document.put("idempotency_key", context.idempotencyKey());
        document.put("data_classes", context.dataClasses());
        document.put("tags", context.tags());
        document.put("traceparent", context.traceparent());
        return JsonValues.json(document);
    }

    /** Reads the stored form. */
    public static RequestParts of(Json json) {
        Map<String, @Nullable Object> document = JsonValues.object(json);
        return new RequestParts(
                artifacts(document.get("artifacts_in")),
                JsonValues.strings(document.get("capabilities")),
                new TaskContext(
                        String.valueOf(document.get("tenant")),
                        text(document.get("idempotency_key")),
                        JsonValues.strings(document.get("data_classes")),
                        JsonValues.stringMap(document.get("tags")),
                        text(document.get("traceparent"))));
    }

    /**
     * Artifacts as a model or a submitter writes them: one address, or a list of addresses and of objects with
     * {@code uri}, {@code sha256} and {@code size}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static List<ArtifactRef> artifacts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case String uri -> List.of(ArtifactRef.of(uri));
            case List<?> list -> {
                List<ArtifactRef> artifacts = new ArrayList<>();
                list.forEach(item -> artifacts.add(artifact(item)));
                yield artifacts;
            }
            default -> List.of(artifact(value));
        };
    }

    private static ArtifactRef artifact(@Nullable Object item) {
        if (item instanceof String uri) {
            return ArtifactRef.of(uri);
        }
        if (item instanceof Map<?, ?> members && members.get("uri") instanceof String uri) {
            Long size = members.get("size") instanceof Number number ? number.longValue() : null;
            return new ArtifactRef(uri, text(members.get("sha256")), size);
        }
        throw new IllegalArgumentException("artifacts_in: an address or an object with uri is expected");
    }

    private static Map<String, @Nullable Object> artifact(ArtifactRef artifact) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("uri", artifact.uri());
        members.put("sha256", artifact.sha256());
        members.put("size", artifact.sizeBytes());
        return members;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : Objects.toString(value);
    }
}
