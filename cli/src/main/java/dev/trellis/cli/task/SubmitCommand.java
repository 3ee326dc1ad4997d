package dev.trellis.cli.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Placeholders;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.instance.InstanceWatch;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.RestCommand;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a Task Spec. */
@Command(name = "submit", description = "Submit one task by its Task Spec; it runs as an instance of kernel.task.")
public final class SubmitCommand extends RestCommand {
    @Parameters(paramLabel = "SPEC", description = "File with the Task Spec.")
    Path spec;

    @Option(names = "--set", paramLabel = "NAME=TEXT", description = "Fills $${NAME} in the file.")
    Map<String, String> placeholders = new LinkedHashMap<>();

    @Option(
            names = {"-w", "--watch"},
            description = "Wait for its end; the exit code is that of the task.")
    boolean watch;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        ObjectNode document =
                Documents.readObject(surroundings().folder().resolve(spec), new Placeholders(placeholders));
        JsonNode started = host.post("/v1/tasks", document);
        String id = started.path("instance_id").asText();
        String how = started.path("duplicate").asBoolean() ? "was submitted before, as" : "submitted as";
        if (!watch) {
            terminal.result(started, "task " + how + " instance " + id);
            return ExitCode.OK;
        }
        terminal.line("task " + how + " instance " + id);
        JsonNode instance = new InstanceWatch(host, terminal).follow(id);
        terminal.result(instance, instance.path("variables").toPrettyString());
        return InstanceWatch.exitCode(instance);
    }
}
