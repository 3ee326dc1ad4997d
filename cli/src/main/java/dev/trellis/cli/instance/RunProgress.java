package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Moments;
import dev.trellis.cli.task.TaskText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is new between one look at an instance and the next, as lines for people. */
final class RunProgress {
    private static final Set<String> OVER = Set.of("succeeded", "failed", "compensate_required", "cancelled");

    private final ElementNames names;
    private final Set<String> said = new HashSet<>();

    RunProgress(ElementNames names) {
        this.names = names;
    }

    /** Lines for what has happened since the last look, in the order in which it happened. */
    List<String> news(JsonNode instance) {
        Instant start = Instant.parse(instance.path("started_at").asText());
        List<String> lines = new ArrayList<>();
        tasks(instance)
                .filter(task -> isOver(task) && said.add(task.path("id").asText() + " over"))
                .sorted(Comparator.comparing(RunProgress::endOf))
                .forEach(task -> lines.add(ended(task, start)));
        tasks(instance).filter(this::isNewAttempt).forEach(task -> lines.add(again(task)));
        tasks(instance).forEach(task -> progress(task, lines));
        tasks(instance)
                .filter(task -> status(task).equals("awaiting_approval")
                        && said.add(task.path("id").asText() + " held"))
                .forEach(task ->
                        lines.add("  ?           %s waits for approval: ./trellis inbox".formatted(name(task))));
        for (JsonNode incident : instance.path("incidents")) {
            if (said.add(incident.path("id").asText())) {
                lines.add("  !           incident %s: %s"
                        .formatted(
                                incident.path("code").asText(),
                                incident.path("message").asText()));
            }
        }
        people(instance, lines);
        return lines;
    }

    /** One line on what is going on now. */
    String now(JsonNode instance) {
        long over = tasks(instance).filter(RunProgress::isOver).count();
        String running = tasks(instance)
                .filter(task -> !isOver(task))
                .collect(Collectors.groupingBy(
                        task -> name(task) + " " + status(task), java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
        return "  …  %d tasks done%s".formatted(over, running.isEmpty() ? "" : "; " + running);
    }

    private void people(JsonNode instance, List<String> lines) {
        for (JsonNode activity : instance.path("activities")) {
            if (activity.path("kind").asText().equals("userTask")
                    && said.add("person " + activity.path("element").asText())) {
                lines.add("  ?           %s waits for a person: ./trellis inbox".formatted(names.of(activity)));
            }
        }
    }

    private void progress(JsonNode task, List<String> lines) {
        String progress = TaskText.progress(task);
        if (!progress.isEmpty() && said.add(task.path("id").asText() + " progress " + progress)) {
            lines.add("  …           %s: %s".formatted(name(task), progress));
        }
    }

    private boolean isNewAttempt(JsonNode task) {
        int attempt = task.path("attempt").asInt();
        return attempt > 1 && said.add(task.path("id").asText() + " attempt " + attempt);
    }

    private String again(JsonNode task) {
        return "  ↻           %s: attempt %s"
                .formatted(name(task), task.path("attempt").asText());
    }

    private String ended(JsonNode task, Instant start) {
        Duration took = Duration.between(Instant.parse(task.path("created_at").asText()), endOf(task));
        String sign = status(task).equals("succeeded") ? "✓" : "✗";
        String remark = status(task).equals("succeeded") ? "" : " " + status(task);
        return "  %s  %8s  %s%s  (%s)"
                .formatted(
                        sign,
                        Moments.shown(Duration.between(start, endOf(task))),
                        name(task),
                        remark,
                        Moments.shown(took));
    }

    private String name(JsonNode task) {
        String loop =
                task.hasNonNull("loop_index") ? " #" + (task.get("loop_index").asInt() + 1) : "";
        return names.of(task) + loop;
    }

    private static Instant endOf(JsonNode task) {
        String time = task.path("times").path(status(task)).asText("");
        return Instant.parse(time.isEmpty() ? task.path("created_at").asText() : time);
    }

    private static boolean isOver(JsonNode task) {
        return OVER.contains(status(task));
    }

    private static String status(JsonNode task) {
        return task.path("status").asText();
    }

    private static java.util.stream.Stream<JsonNode> tasks(JsonNode instance) {
        return StreamSupport.stream(instance.path("tasks").spliterator(), false);
    }
}
