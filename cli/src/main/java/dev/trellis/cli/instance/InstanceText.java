package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Moments;
import dev.trellis.cli.frame.Table;
import dev.trellis.cli.task.TaskText;
import java.util.ArrayList;
import java.util.List;

/** Writes an instance for people. */
final class InstanceText {
    private static final int LONGEST_VALUE = 100;

    private InstanceText() {}

    static String of(JsonNode instance) {
        List<String> parts = new ArrayList<>();
        parts.add(head(instance));
        if (instance.hasNonNull("trace_id")) {
            parts.add("trace " + instance.get("trace_id").asText());
        }
        instance.path("activities").forEach(activity -> parts.add("stands at " + activity(activity)));
        if (!instance.path("tasks").isEmpty()) {
            parts.add("\n" + TaskText.list(instance.path("tasks")));
        }
        instance.path("incidents")
                .forEach(incident ->
                        parts.add("\nincident " + incident.path("id").asText() + "  "
                                + incident.path("code").asText() + ": "
                                + incident.path("message").asText()));
        if (!instance.path("variables").isEmpty()) {
            parts.add("\n" + variables(instance.path("variables")));
        }
        return String.join("\n", parts);
    }

    static String head(JsonNode instance) {
        String key = instance.path("business_key").asText("");
        String ended = instance.hasNonNull("ended_at") ? ", ended " + Moments.shown(instance.get("ended_at")) : "";
        String reason = instance.hasNonNull("end_reason")
                ? " (" + instance.get("end_reason").asText() + ")"
                : "";
        return "instance %s of %s %s%s: %s%s%s, started %s%s"
                .formatted(
                        instance.path("id").asText(),
                        instance.path("process").asText(),
                        instance.path("version").asText(),
                        key.isEmpty() ? "" : " (" + key + ")",
                        instance.path("state").asText(),
                        reason,
                        compensation(instance.path("compensation").asText("")),
                        Moments.shown(instance.path("started_at")),
                        ended);
    }

    private static String compensation(String state) {
        return state.isEmpty() ? "" : state.equals("failed") ? ", compensation failed" : ", " + state;
    }

    private static String activity(JsonNode activity) {
        String name = activity.path("name").asText("");
        String element = activity.path("element").asText();
        return name.isEmpty() ? element : name + " (" + element + ")";
    }

    private static String variables(JsonNode variables) {
        Table table = new Table("VARIABLE", "VALUE");
        variables.properties().forEach(variable -> table.row(variable.getKey(), shortened(variable.getValue())));
        return table.toString();
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
