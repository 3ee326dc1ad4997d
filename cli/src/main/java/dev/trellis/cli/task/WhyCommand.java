package dev.trellis.cli.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Explains a task. */
@Command(name = "why", description = "Explain a task: where it went, by which rules, when, and how each attempt ended.")
public final class WhyCommand extends RestCommand {
    @Parameters(paramLabel = "TASK")
    String task;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        JsonNode detail = host.get(Paths.of("/v1/tasks/%s", task).toString());
        terminal.result(detail, TaskText.why(detail));
        return ExitCode.OK;
    }
}
