package dev.trellis.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Moments;
import dev.trellis.cli.frame.Table;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks into the registries. */
@Command(
        name = "registry",
        description = "Look into the registries of processes, task types (tde) and policies.",
        subcommands = {RegistryCommand.ListCommand.class, RegistryCommand.ShowCommand.class},
        synopsisSubcommandLabel = "(list | show)")
public final class RegistryCommand {
    /** Lists entries. */
    @Command(name = "list", description = "List every version of every entry.")
    static final class ListCommand extends RestCommand {
        private static final List<String> KINDS = List.of("process", "tde", "policy");

        @Parameters(paramLabel = "KIND", arity = "0..1", description = "process, tde or policy (default: all).")
        @Nullable
        String kind;

        @Override
        protected int run(HostClient host, Terminal terminal) {
            ArrayNode found = Documents.array();
            for (String one : kind == null ? KINDS : List.of(kind)) {
                host.get(Paths.of("/v1/registry/%s", one).toString())
                        .path("items")
                        .forEach(found::add);
            }
            terminal.result(found, table(found));
            return ExitCode.OK;
        }

        private static String table(JsonNode items) {
            Table table = new Table("KIND", "NAME", "VERSION", "STABLE", "WRITTEN", "BY");
            for (JsonNode item : items) {
                table.row(
                        item.path("kind").asText(),
                        item.path("name").asText(),
                        item.path("version").asText(),
                        item.path("stable").asBoolean() ? "yes" : "",
                        Moments.shown(item.path("created_at")),
                        item.path("created_by").asText("-"));
            }
            return table.orWhenEmpty("no entries");
        }
    }

    /** Shows an entry. */
    @Command(name = "show", description = "Show an entry: all versions of it, or one.")
    static final class ShowCommand extends RestCommand {
        @Parameters(index = "0", paramLabel = "KIND", description = "process, tde or policy.")
        String kind;

        @Parameters(index = "1", paramLabel = "NAME")
        String name;

        @Parameters(index = "2", paramLabel = "VERSION", arity = "0..1")
        @Nullable
        String version;

        @Override
        protected int run(HostClient host, Terminal terminal) {
            Paths path = version == null
                    ? Paths.of("/v1/registry/%s/%s", kind, name)
                    : Paths.of("/v1/registry/%s/%s/%s", kind, name, version);
            JsonNode entry = host.get(path.toString());
            terminal.result(entry, entry.toPrettyString());
            return ExitCode.OK;
        }
    }
}
