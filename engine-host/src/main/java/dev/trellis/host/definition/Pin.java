package dev.trellis.host.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.host.json.JsonValues;
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
 * @param dataClasses that it may see
 * @param compensatingTaskType the task type that undoes it; its own means that its executor compensates itself
 */
public record Pin(
        @Nullable String version,
        EffectiveLimits limits,
        Effect effect,
        List<String> inputs,
        List<String> dataClasses,
        @Nullable String compensatingTaskType) {
    /** What holds for a task type that the registry does not know. */
    public static final Pin UNKNOWN =
            new Pin(null, EffectiveLimits.PLATFORM, Effect.NON_IDEMPOTENT, List.of(), List.of(), null);

    public Pin {
        inputs = List.copyOf(inputs);
        dataClasses = List.copyOf(dataClasses);
    }

    static Pin of(TdeEntry entry, EffectiveLimits limits) {
        return new Pin(
                entry.executor().version(),
                limits,
                entry.effect(),
                properties(entry),
                entry.dataClasses(),
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
        members.put("data_classes", dataClasses);
        members.put("compensating_task_type", compensatingTaskType);
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
                JsonValues.strings(members.get("data_classes")),
                undo == null ? null : undo.toString());
    }

    private static int number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }
}
