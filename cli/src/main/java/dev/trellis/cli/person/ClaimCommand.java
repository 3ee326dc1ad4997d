package dev.trellis.cli.person;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a user task. */
@Command(name = "claim", description = "Become the assignee of a user task.")
public final class ClaimCommand extends RestCommand {
    @Parameters(paramLabel = "USER-TASK")
    String userTask;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        JsonNode claimed =
                host.post(Paths.of("/v1/user-tasks/%s/claim", userTask).toString(), Documents.object());
        terminal.result(claimed, "claimed by " + claimed.path("assignee").asText());
        return ExitCode.OK;
    }
}
