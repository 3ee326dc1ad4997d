package dev.trellis.cli.person;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.instance.InputOptions;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import dev.trellis.cli.task.CallbackCommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Completes a user task, or an attempt that was handed over. */
@Command(
        name = "complete",
        description =
                "Complete a user task; its variables are set on the instance. With -o: an attempt that was handed over.")
public final class CompleteCommand extends RestCommand {
    @Parameters(paramLabel = "USER-TASK", description = "Its id; with -o the callback token.")
    String userTask;

    @Mixin
    InputOptions input;

    @Option(
            names = {"-o", "--outputs"},
            paramLabel = "FILE",
            description = "The outputs of the attempt that was handed over under this token.")
    @Nullable
    Path outputs;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        if (outputs != null) {
            return CallbackCommand.succeed(
                    host, terminal, userTask, surroundings().folder().resolve(outputs));
        }
        ObjectNode body = Documents.object();
        body.set("variables", input.read(surroundings()));
        terminal.result(
                host.post(Paths.of("/v1/user-tasks/%s/complete", userTask).toString(), body), "completed");
        return ExitCode.OK;
    }
}
