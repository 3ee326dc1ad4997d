package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.RestCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a process. */
@Command(name = "run", description = "Start a process.")
public final class RunCommand extends RestCommand {
    @Parameters(paramLabel = "PROCESS", description = "Name in the process registry.")
    String process;

    @Mixin
    InputOptions input;

    @Option(
            names = "--range",
            paramLabel = "RANGE",
            description = "Semver range such as ^1.2 (default: the stable version).")
    @Nullable
    String range;

    @Option(
            names = "--business-key",
            paramLabel = "KEY",
            description = "Name of the case in your world; starts it once.")
    @Nullable
    String businessKey;

    @Option(names = "--idempotency-key", paramLabel = "KEY", description = "The same key twice starts one instance.")
    @Nullable
    String idempotencyKey;

    @Option(
            names = {"-w", "--watch"},
            description = "Show its progress until it ends; the exit code is that of the instance.")
    boolean watch;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        JsonNode started = host.post("/v1/instances", body());
        String id = started.path("instance_id").asText();
        String how = started.path("duplicate").asBoolean() ? "was started before" : "started";
        if (!watch) {
            terminal.result(started, "instance " + id + " " + how);
            return ExitCode.OK;
        }
        terminal.line("instance " + id + " " + how);
        JsonNode instance = new InstanceWatch(host, terminal).follow(id);
        terminal.result(instance, InstanceText.of(instance));
        return InstanceWatch.exitCode(instance);
    }

    private ObjectNode body() {
        ObjectNode body = Documents.object().put("process", process);
        body.set("variables", input.read(surroundings()));
        putIfGiven(body, "version", range);
        putIfGiven(body, "business_key", businessKey);
        putIfGiven(body, "idempotency_key", idempotencyKey);
        return body;
    }

    private static void putIfGiven(ObjectNode body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }
}
