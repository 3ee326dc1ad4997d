package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows an instance. */
@Command(name = "get", description = "Show an instance: where it stands, its tasks, incidents and variables.")
public final class GetCommand extends RestCommand {
    @Parameters(paramLabel = "INSTANCE")
    String instance;

    @Option(
            names = {"-w", "--watch"},
            description = "Show its progress until it ends; the exit code is that of the instance.")
    boolean watch;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        if (watch) {
            JsonNode ended = new InstanceWatch(host, terminal).follow(instance);
            terminal.result(ended, InstanceText.of(ended));
            return InstanceWatch.exitCode(ended);
        }
        JsonNode found = host.get(Paths.of("/v1/instances/%s", instance).toString());
        terminal.result(found, InstanceText.of(found));
        return ExitCode.OK;
    }
}
