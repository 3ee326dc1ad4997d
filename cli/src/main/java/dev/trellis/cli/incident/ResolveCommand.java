package dev.trellis.cli.incident;

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

/** Ends an incident without another attempt. */
@Command(name = "resolve", description = "End an incident: give its task up, or dismiss it when it concerns none.")
public final class ResolveCommand extends RestCommand {
    @Parameters(paramLabel = "INCIDENT")
    String incident;

    @Option(names = "--dismiss", description = "Dismiss it; without this its task fails and the error path goes on.")
    boolean dismiss;

    @Option(
            names = {"-r", "--reason"},
            required = true,
            paramLabel = "TEXT",
            description = "Kept in the audit trail.")
    String reason;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        JsonNode after = host.post(
                Paths.of("/v1/incidents/%s/resolve", incident).toString(),
                Documents.object()
                        .put("action", dismiss ? "dismiss" : "give_up")
                        .put("reason", reason));
        terminal.result(
                after, "incident " + incident + ": " + after.path("state").asText());
        return ExitCode.OK;
    }
}
