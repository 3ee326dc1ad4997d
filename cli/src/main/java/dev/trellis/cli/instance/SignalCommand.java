package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.RestCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Hands a signal to everything that waits for it. */
@Command(name = "signal", description = "Hand a signal to everything that waits for it.")
public final class SignalCommand extends RestCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the BPMN signal.")
    String name;

    @Mixin
    InputOptions input;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        ObjectNode body = Documents.object().put("name", name);
        body.set("variables", input.read(surroundings()));
        JsonNode reached = host.post("/v1/signals", body);
        terminal.result(reached, "reached " + reached.path("reached").asText() + " waiting executions");
        return ExitCode.OK;
    }
}
