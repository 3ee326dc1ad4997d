package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.RestCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands a message to the instance that waits for it. */
@Command(name = "message", description = "Hand a message to the one instance that waits for it.")
public final class MessageCommand extends RestCommand {
    @Parameters(paramLabel = "NAME", description = "Name of the BPMN message.")
    String name;

    @Mixin
    InputOptions input;

    @Option(names = "--instance", paramLabel = "ID", description = "The addressee.")
    @Nullable
    String instance;

    @Option(names = "--business-key", paramLabel = "KEY", description = "The addressee's case.")
    @Nullable
    String businessKey;

    @Option(names = "--match", paramLabel = "NAME=VALUE", description = "A variable that the addressee has.")
    Map<String, String> match = new LinkedHashMap<>();

    @Override
    protected int run(HostClient host, Terminal terminal) {
        ObjectNode body = Documents.object().put("name", name);
        if (instance != null) {
            body.put("instance_id", instance);
        }
        if (businessKey != null) {
            body.put("business_key", businessKey);
        }
        ObjectNode correlation = Documents.object();
        match.forEach((variable, value) -> correlation.set(variable, InputOptions.value(value)));
        body.set("correlation", correlation);
        body.set("variables", input.read(surroundings()));
        JsonNode delivered = host.post("/v1/messages", body);
        terminal.result(
                delivered,
                "delivered to instance " + delivered.path("instance_id").asText());
        return ExitCode.OK;
    }
}
