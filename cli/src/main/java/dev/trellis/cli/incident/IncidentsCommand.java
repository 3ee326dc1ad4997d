package dev.trellis.cli.incident;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Moments;
import dev.trellis.cli.frame.Table;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists incidents. */
@Command(name = "incidents", description = "List incidents: what needs somebody to repair it, newest first.")
public final class IncidentsCommand extends RestCommand {
    @Option(
            names = "--in",
            defaultValue = "open",
            paramLabel = "STATE",
            description = "open (default), retried, given_up, dismissed, or all.")
    String state;

    @Option(names = "--instance", paramLabel = "ID")
    @Nullable
    String instance;

    @Option(names = "--limit", defaultValue = "50", paramLabel = "N")
    int limit;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        JsonNode found = host.get(Paths.of("/v1/incidents")
                .with("state", state.equals("all") ? null : state)
                .with("instance", instance)
                .with("limit", limit)
                .toString());
        terminal.result(found, table(found.path("items")));
        return ExitCode.OK;
    }

    private static String table(JsonNode items) {
        Table table = new Table("INCIDENT", "STATE", "CODE", "TASK", "INSTANCE", "OPENED", "MESSAGE");
        for (JsonNode item : items) {
            table.row(
                    item.path("id").asText(),
                    item.path("state").asText(),
                    item.path("code").asText(),
                    item.path("task_id").asText("-"),
                    item.path("instance_id").asText("-"),
                    Moments.shown(item.path("opened_at")),
                    item.path("message").asText().lines().findFirst().orElse(""));
        }
        return table.orWhenEmpty("no incidents");
    }
}
