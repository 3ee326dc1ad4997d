package dev.trellis.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.Moments;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What the demo shows at its end.
 *
 * @param instance the ended instance with variables and tasks
 * @param reports the folder of the report
 * @param differences where the figures differ from those of the raw file
 * @param functionStarts processes started for it; below 0 when not known
 * @param webhook what the webhook was sent
 */
record DemoReport(
        JsonNode instance, Path reports, List<String> differences, long functionStarts, List<String> webhook) {
    static final String REPORT = "wildlife-strikes.md";
    static final String CHART = "wildlife-strikes.svg";

    ObjectNode json() {
        JsonNode variables = instance.path("variables");
        ObjectNode json = Documents.object();
        json.put("instance_id", instance.path("id").asText());
        json.put("state", instance.path("state").asText());
        json.put("report", reports.resolve(REPORT).toString());
        json.put("chart", reports.resolve(CHART).toString());
        json.set("total_cost", variables.path("total_cost"));
        json.set("total_strikes", variables.path("total_strikes"));
        json.set("quality", variables.path("quality"));
        json.set("ranking", variables.path("ranking"));
        json.put("duration_ms", duration().toMillis());
        json.put("tasks", instance.path("tasks").size());
        json.put("function_starts", functionStarts);
        json.put("figures_agree", differences.isEmpty());
        differences.forEach(json.putArray("differences")::add);
        webhook.forEach(json.putArray("webhook_received")::add);
        return json;
    }

    String text() {
        JsonNode variables = instance.path("variables");
        String check = differences.isEmpty()
                ? "checked against independent figures from the raw file: all agree"
                : "NOT WHAT THE RAW FILE SAYS:\n    " + String.join("\n    ", differences);
        return String.format(
                        Locale.ROOT,
                        """

                Result
                  %,d strikes at the %d busiest airports cost $%,d; %,d reports were set aside
                  %s
                  report  %s
                  chart   %s
                  webhook received %d call%s

                Figures
                  %s from start to end, %d tasks%s

                Look further
                  ./trellis get %s
                                       the instance, its tasks and variables
                  ./trellis why TASK   one task: where it went and by which rules
                  ./trellis events     what happened, as CloudEvents
                  ./trellis status     services and functions; idle functions are gone within a minute
                  ./trellis down       stops everything; the data stays
                """,
                        variables.path("total_strikes").asLong(),
                        variables.path("ranking").size(),
                        variables.path("total_cost").asLong(),
                        variables.path("quality").path("rejected").asLong(),
                        check,
                        reports.resolve(REPORT),
                        reports.resolve(CHART),
                        webhook.size(),
                        webhook.size() == 1 ? "" : "s",
                        Moments.shown(duration()),
                        instance.path("tasks").size(),
                        functionStarts < 0
                                ? ""
                                : String.format(
                                        Locale.ROOT, ", %d function processes started for them", functionStarts),
                        instance.path("id").asText())
                .stripTrailing();
    }

    private Duration duration() {
        return Duration.between(
                Instant.parse(instance.path("started_at").asText()),
                Instant.parse(instance.path("ended_at").asText()));
    }
}
