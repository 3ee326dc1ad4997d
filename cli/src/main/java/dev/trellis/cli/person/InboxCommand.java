package dev.trellis.cli.person;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Moments;
import dev.trellis.cli.frame.Table;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.RestCommand;
import picocli.CommandLine.Command;

/** Lists what waits for the caller. */
@Command(name = "inbox", description = "List user tasks and approvals that wait for you (see --as).")
public final class InboxCommand extends RestCommand {
    @Override
    protected int run(HostClient host, Terminal terminal) {
        JsonNode inbox = host.get("/v1/inbox");
        terminal.result(inbox, table(inbox.path("items")));
        return ExitCode.OK;
    }

    private static String table(JsonNode items) {
        Table table = new Table("KIND", "ID", "WHAT", "INSTANCE", "SINCE", "FOR", "WHY");
        for (JsonNode item : items) {
            table.row(
                    item.path("kind").asText(),
                    item.path("id").asText(),
                    item.path("name").asText(),
                    item.path("instance_id").asText(),
                    Moments.shown(item.path("since")),
                    audience(item),
                    item.path("reason").asText(""));
        }
        return table.orWhenEmpty("nothing waits for you");
    }

    private static String audience(JsonNode item) {
        if (item.hasNonNull("assignee")) {
            return item.get("assignee").asText();
        }
        StringBuilder who = new StringBuilder();
        item.path("candidates")
                .forEach(one -> who.append(who.isEmpty() ? "" : ", ").append(one.asText()));
        return who.isEmpty() ? "anybody" : who.toString();
    }
}
