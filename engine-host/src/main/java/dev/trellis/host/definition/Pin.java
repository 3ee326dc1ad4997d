package dev.trellis.host.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.host.dataclass.AnnotationsJson;
import dev.trellis.host.json.JsonValues;
import dev.trellis.registry.ClassAnnotations;
import dev.trellis.registry.EffectiveLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an instance keeps of a task type for as long as it runs.
 *
 * @param version null when the type was unknown
 * @param inputs the properties that its input schema names; empty when it names none
 * @param annotations what its schemas say of data classes
 * @param compensatingTaskType the task type that undoes it; its own means that its executor compensates itself
 */
public record Pin(
        @Nullable String version,
        EffectiveLimits limits,
        Effect effect,
        List<String> inputs,
        Annotations annotations,
        @Nullable String compensatingTaskType) {
    /** What holds for a task type that the registry does not know. */
    public static final Pin UNKNOWN =
            new Pin(null, EffectiveLimits.PLATFORM, Effect.NON_IDEMPOTENT, List.of(), Annotations.NONE, null);

    public Pin {
        inputs = List.copyOf(inputs);
    }

    /** What the schemas of inputs and outputs say of data classes. */
    public record Annotations(ClassAnnotations inputs, ClassAnnotations outputs) {
        public static final Annotations NONE = new Annotations(ClassAnnotations.NONE, ClassAnnotations.NONE);
    }

    static Pin of(TdeEntry entry, EffectiveLimits limits) {
        Annotations annotations = new Annotations(
                ClassAnnotations.of(entry.schemas().input()),
                ClassAnnotations.of(entry.schemas().output()));
        return new Pin(
                entry.executor().version(),
                limits,
                entry.effect(),
                properties(entry),
                annotations,
                entry.compensatingTaskType());
    }

    private static List<String> properties(TdeEntry entry) {
        JsonNode properties = JsonText.parse(entry.schemas().input()).path("properties");
        List<String> names = new ArrayList<>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }

    Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("version", version);
        members.put("retries", limits.retries());
        members.put("timeout_s", limits.timeoutSeconds());
        members.put("heartbeat_s", limits.heartbeatSeconds());
        members.put("human_gate", limits.humanGate());
        members.put("effect", effect.name().toLowerCase(Locale.ROOT));
        members.put("inputs", inputs);
        putUnlessNull(members, "input_classes", AnnotationsJson.of(annotations.inputs()));
        putUnlessNull(members, "output_classes", AnnotationsJson.of(annotations.outputs()));
        putUnlessNull(members, "compensating_task_type", compensatingTaskType);
        return members;
    }

    static Pin of(Map<?, ?> members) {
        EffectiveLimits limits = new EffectiveLimits(
                number(members.get("retries")),
                number(members.get("timeout_s")),
                number(members.get("heartbeat_s")),
                Boolean.TRUE.equals(members.get("human_gate")));
        Object version = members.get("version");
        Object undo = members.get("compensating_task_type");
        return new Pin(
                version == null ? null : version.toString(),
                limits,
                Effect.valueOf(String.valueOf(members.get("effect")).toUpperCase(Locale.ROOT)),
                JsonValues.strings(members.get("inputs")),
                new Annotations(
                        AnnotationsJson.read(members.get("input_classes")),
                        AnnotationsJson.read(members.get("output_classes"))),
                undo == null ? null : undo.toString());
    }

    private static void putUnlessNull(Map<String, @Nullable Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }
}
