package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.TaskLabels;
import dev.trellis.host.json.JsonValues;
import dev.trellis.registry.ClassAnnotations;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the undo of a task asks for, made when the task succeeded and kept with it.
 *
 * @param element the handler in the diagram, or the element that is undone
 * @param range the version range of the task type
 * @param labels of the inputs, by name
 */
record UndoOrder(String element, String taskType, @Nullable String range, Action action, Ask ask, Labels labels) {
    /** The stored form. */
    Json toJson() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("element", element);
        document.put("task_type", taskType);
        document.put("range", range);
        document.put("action", action.name().toLowerCase(Locale.ROOT));
        document.put("inputs", ask.inputs().text());
        document.put("request", ask.parts().toJson().text());
        document.put("priority", ask.priority().name());
        document.put("retries", ask.asked().retries());
        document.put("timeout_s", ask.asked().timeoutSeconds());
        document.put("heartbeat_s", ask.asked().heartbeatSeconds());
        document.put("human_gate", ask.asked().humanGate());
        document.put("obstacle", obstacle(ask.obstacle()));
        Json known = new TaskLabels(labels, ClassAnnotations.NONE).toJson();
        document.put("labels", known == null ? null : known.text());
        return JsonValues.json(document);
    }

    /** Reads the stored form. */
    static UndoOrder of(Json json) {
        Map<String, @Nullable Object> document = JsonValues.object(json);
        Ask ask = new Ask(
                new Json(String.valueOf(document.get("inputs"))),
                RequestParts.of(new Json(String.valueOf(document.get("request")))),
                Priority.valueOf(String.valueOf(document.get("priority"))),
                new TaskPolicy(
                        number(document.get("retries")),
                        number(document.get("timeout_s")),
                        number(document.get("heartbeat_s")),
                        document.get("human_gate") instanceof Boolean gate ? gate : null),
                obstacle(document.get("obstacle")));
        return new UndoOrder(
                String.valueOf(document.get("element")),
                String.valueOf(document.get("task_type")),
                text(document.get("range")),
                Action.valueOf(String.valueOf(document.get("action")).toUpperCase(Locale.ROOT)),
                ask,
                TaskLabels.of(text(document.get("labels"))).inputs());
    }

    private static @Nullable Map<String, @Nullable Object> obstacle(@Nullable Obstacle obstacle) {
        return obstacle == null
                ? null
                : Map.of("code", obstacle.code(), "message", obstacle.message(), "remedy", obstacle.remedy());
    }

    private static @Nullable Obstacle obstacle(@Nullable Object stored) {
        return stored instanceof Map<?, ?> members
                ? new Obstacle(
                        String.valueOf(members.get("code")),
                        String.valueOf(members.get("message")),
                        String.valueOf(members.get("remedy")))
                : null;
    }

    private static @Nullable Integer number(@Nullable Object value) {
        return value instanceof Number number ? number.intValue() : null;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
