package dev.trellis.cli.person;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.instance.InputOptions;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Completes a user task. */
@Command(name = "complete", description = "Complete a user task; its variables are set on the instance.")
public final class CompleteCommand extends RestCommand {
    @Parameters(paramLabel = "USER-TASK")
    String userTask;

    @Mixin
    InputOptions input;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        ObjectNode body = Documents.object();
        body.set("variables", input.read(surroundings()));
        terminal.result(
                host.post(Paths.of("/v1/user-tasks/%s/complete", userTask).toString(), body), "completed");
        return ExitCode.OK;
    }
}
