package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Resumes an instance. */
@Command(name = "resume", description = "Let a suspended instance go on.")
public final class ResumeCommand extends RestCommand {
    @Parameters(paramLabel = "INSTANCE")
    String instance;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        String path = Paths.of("/v1/instances/%s/resume", instance).toString();
        JsonNode after = host.post(path, Documents.object());
        terminal.result(after, InstanceText.head(after));
        return ExitCode.OK;
    }
}
