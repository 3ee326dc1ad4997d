package dev.trellis.cli.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists tasks. */
@Command(name = "tasks", description = "List tasks of functions, newest first; those of people are in the inbox.")
public final class TasksCommand extends RestCommand {
    @Option(names = "--in", paramLabel = "STATUS", description = "For example ready, running, failed or incident.")
    @Nullable
    String status;

    @Option(names = "--instance", paramLabel = "ID")
    @Nullable
    String instance;

    @Option(names = "--type", paramLabel = "TASK-TYPE")
    @Nullable
    String type;

    @Option(names = "--limit", defaultValue = "50", paramLabel = "N")
    int limit;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        JsonNode found = host.get(Paths.of("/v1/tasks")
                .with("status", status)
                .with("instance", instance)
                .with("type", type)
                .with("limit", limit)
                .toString());
        terminal.result(found, TaskText.list(found.path("items")));
        return ExitCode.OK;
    }
}
