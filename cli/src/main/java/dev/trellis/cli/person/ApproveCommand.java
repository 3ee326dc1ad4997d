package dev.trellis.cli.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Consents to a held task. */
@Command(name = "approve", description = "Let a held task go on (role approver, never the submitter).")
public final class ApproveCommand extends RestCommand {
    @Parameters(paramLabel = "APPROVAL", description = "Id from the inbox.")
    String approval;

    @Option(
            names = {"-r", "--reason"},
            paramLabel = "TEXT",
            description = "Kept in the audit trail.")
    @Nullable
    String reason;

    @Override
    protected int run(HostClient host, Terminal terminal) {
        ObjectNode body =
                reason == null ? Documents.object() : Documents.object().put("reason", reason);
        JsonNode decided =
                host.post(Paths.of("/v1/approvals/%s/approve", approval).toString(), body);
        terminal.result(
                decided,
                decided.path("task_type").asText() + " " + decided.path("state").asText() + " by "
                        + decided.path("decided_by").asText());
        return ExitCode.OK;
    }
}
