package dev.trellis.cli.instance;

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

/** Lists instances. */
@Command(name = "instances", description = "List instances, newest first.")
public final class InstancesCommand extends RestCommand {
    @Option(names = "--in", paramLabel = "STATE", description = "running, suspended, completed or cancelled.")
    @Nullable
    String state;

    @Option(names = "--process", paramLabel = "NAME")
    @Nullable
    String process;

    @Option(names = "--business-key", paramLabel = "KEY")
    @Nullable
    String businessKey;

    @Option(names = "--limit", defaultValue = "20", paramLabel = "N")
    int limit;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        JsonNode found = host.get(Paths.of("/v1/instances")
                .with("state", state)
                .with("process", process)
                .with("business_key", businessKey)
                .with("limit", limit)
                .toString());
        terminal.result(found, table(found.path("items")));
        return ExitCode.OK;
    }

    private static String table(JsonNode items) {
        Table table = new Table("INSTANCE", "PROCESS", "VERSION", "STATE", "KEY", "STARTED", "ENDED");
        for (JsonNode item : items) {
            table.row(
                    item.path("id").asText(),
                    item.path("process").asText(),
                    item.path("version").asText(),
                    item.path("state").asText(),
                    item.path("business_key").asText("-"),
                    Moments.shown(item.path("started_at")),
                    Moments.shown(item.path("ended_at")));
        }
        return table.orWhenEmpty("no instances");
    }
}
