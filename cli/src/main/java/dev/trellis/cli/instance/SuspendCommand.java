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

/** Suspends an instance. */
@Command(
        name = "suspend",
        description =
                "Stop an instance: no task is leased, no timer fires, no outcome is applied, until it is resumed.")
public final class SuspendCommand extends RestCommand {
    @Parameters(paramLabel = "INSTANCE")
    String instance;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        String path = Paths.of("/v1/instances/%s/suspend", instance).toString();
        JsonNode after = host.post(path, Documents.object());
        terminal.result(after, InstanceText.head(after));
        return ExitCode.OK;
    }
}
