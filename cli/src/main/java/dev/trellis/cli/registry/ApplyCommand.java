package dev.trellis.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Placeholders;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.RestCommand;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Applies a folder of registry entries. */
@Command(
        name = "apply",
        description =
                "Bring the registries to what a folder says: the plan first, then the change. Twice changes nothing.")
public final class ApplyCommand extends RestCommand {
    @Option(
            names = {"-f", "--folder"},
            required = true,
            paramLabel = "DIR",
            description = "Folder with the entries.")
    Path folder;

    @Option(names = "--set", paramLabel = "NAME=TEXT", description = "Fills $${NAME} in the files.")
    Map<String, String> placeholders = new LinkedHashMap<>();

    @Option(names = "--plan", description = "Only show the plan.")
    boolean planOnly;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        Path resolved = surroundings().folder().resolve(folder).normalize();
        RegistryChange change = new RegistryChange(host, terminal, resolved, new Placeholders(placeholders));
        JsonNode plan = change.plan();
        if (planOnly) {
            terminal.result(plan, "Not applied (--plan).");
            return ExitCode.OK;
        }
        terminal.result(change.apply(plan), "The registries say what the folder says.");
        return ExitCode.OK;
    }
}
