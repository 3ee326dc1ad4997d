package dev.trellis.cli.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Placeholders;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a new attempt of the task of an incident. */
@Command(name = "retry", description = "Make a new attempt of an incident's task, with its inputs or with others.")
public final class RetryCommand extends RestCommand {
    @Parameters(paramLabel = "INCIDENT")
    String incident;

    @Option(
            names = {"-i", "--inputs"},
            paramLabel = "FILE",
            description = "JSON object in place of the task's inputs.")
    @Nullable
    Path inputs;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        ObjectNode body = Documents.object();
        if (inputs != null) {
            body.set("inputs", Documents.readObject(surroundings().folder().resolve(inputs), Placeholders.NONE));
        }
        JsonNode after = host.post(Paths.of("/v1/incidents/%s/retry", incident).toString(), body);
        terminal.result(
                after, "incident " + incident + ": " + after.path("state").asText());
        return ExitCode.OK;
    }
}
