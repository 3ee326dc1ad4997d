package dev.trellis.cli.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Moments;
import dev.trellis.cli.frame.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes tasks for people. */
public final class TaskText {
    private TaskText() {}

    /** A table of tasks. */
    public static String list(JsonNode tasks) {
        Table table = new Table("TASK", "ELEMENT", "TYPE", "STATUS", "ATTEMPT", "SINCE", "UNDO");
        for (JsonNode task : tasks) {
            table.row(
                    task.path("id").asText(),
                    element(task),
                    task.path("task_type").asText(),
                    status(task),
                    task.path("attempt").asText(),
                    Moments.shown(task.path("created_at")),
                    undo(task));
        }
        return table.orWhenEmpty("no tasks");
    }

    private static String status(JsonNode task) {
        String progress = progress(task);
        String limit = task.path("waits_for").asText("");
        return task.path("status").asText()
                + (progress.isEmpty() ? "" : ", " + progress)
                + (limit.isEmpty() ? "" : ", limit " + limit);
    }

    /** How far a task says it is, such as {@code 40 %, rows loaded}; empty when it says nothing. */
    public static String progress(JsonNode task) {
        JsonNode progress = task.path("progress");
        String percent =
                progress.hasNonNull("percent") ? progress.get("percent").asText() + " %" : "";
        String message = progress.path("message").asText("");
        return percent + (percent.isEmpty() || message.isEmpty() ? "" : ", ") + message;
    }

    /** What it undoes, or what becomes of its undo. */
    private static String undo(JsonNode task) {
        return task.hasNonNull("undoes")
                ? "undoes " + task.get("undoes").asText()
                : task.path("undo").asText("");
    }

    private static String element(JsonNode task) {
        String loop =
                task.hasNonNull("loop_index") ? "[" + task.get("loop_index").asText() + "]" : "";
        return task.path("element").asText() + loop;
    }

    /** Everything that explains why a task is where it is. */
    static String why(JsonNode task) {
        List<String> lines = new ArrayList<>();
        lines.add("task %s  %s, element %s of instance %s: %s, attempt %s"
                .formatted(
                        task.path("id").asText(),
                        task.path("task_type").asText(),
                        element(task),
                        task.path("instance_id").asText(),
                        task.path("status").asText(),
                        task.path("attempt").asText()));
        if (!undo(task).isEmpty()) {
            lines.add(task.hasNonNull("undoes") ? undo(task) : "its undo: " + undo(task));
        }
        if (task.hasNonNull("hold_reason")) {
            lines.add("held: " + task.get("hold_reason").asText());
        }
        route(task.path("route"), lines);
        times(task.path("times"), lines);
        attempts(task.path("attempts"), lines);
        error(task.path("outcome"), lines);
        return String.join("\n", lines);
    }

    private static void route(JsonNode route, List<String> lines) {
        if (route.isObject()) {
            lines.add("route: version " + route.path("version").asText() + ", queue "
                    + route.path("queue").asText());
            route.path("reasons")
                    .forEach(reason ->
                            lines.add("  because " + reason.path("rule").asText() + ": "
                                    + reason.path("detail").asText()));
        }
    }

    private static void times(JsonNode times, List<String> lines) {
        times.properties().stream()
                .sorted(Comparator.comparing(time -> time.getValue().asText()))
                .forEach(time -> lines.add("  %s  %s".formatted(Moments.shown(time.getValue()), time.getKey())));
    }

    private static void attempts(JsonNode attempts, List<String> lines) {
        for (JsonNode attempt : attempts) {
            if (attempt.hasNonNull("end")) {
                String reason = attempt.path("reason").asText("");
                lines.add("attempt %s %s%s"
                        .formatted(
                                attempt.path("attempt").asText(),
                                attempt.get("end").asText(),
                                reason.isEmpty() ? "" : ": " + reason));
            }
        }
    }

    private static void error(JsonNode outcome, List<String> lines) {
        JsonNode error = outcome.path("error");
        if (error.isObject()) {
            lines.add("error " + error.path("code").asText() + ": "
                    + error.path("message").asText());
        }
    }
}
