package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes an instance back. */
@Command(name = "cancel", description = "Take an instance back, with the instances that it called.")
public final class CancelCommand extends RestCommand {
    @Parameters(paramLabel = "INSTANCE")
    String instance;

    @Option(
            names = {"-r", "--reason"},
            required = true,
            paramLabel = "TEXT",
            description = "Kept in the audit trail.")
    String reason;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        String path = Paths.of("/v1/instances/%s/cancel", instance).toString();
        JsonNode after = host.post(path, Documents.object().put("reason", reason));
        terminal.result(after, InstanceText.head(after));
        return ExitCode.OK;
    }
}
