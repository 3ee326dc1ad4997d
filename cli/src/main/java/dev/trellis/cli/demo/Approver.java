package dev.trellis.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import java.util.function.Predicate;

/** The person who approves the costs in the demo, visibly and with rights of its own. */
final class Approver implements Predicate<JsonNode> {
    static final String NAME = "demo-approver";
    private static final String NOTE = "approved by the demo on your behalf";

    private final HostClient asApprover;
    private final Terminal terminal;
    private final boolean approves;

    Approver(HostClient asApprover, Terminal terminal, boolean approves) {
        this.asApprover = asApprover;
        this.terminal = terminal;
        this.approves = approves;
    }

    /** Acts on what waits for this person in the instance; true when the demo is to stop and leave it to the user. */
    @Override
    public boolean test(JsonNode instance) {
        if (!waitsForAPerson(instance)) {
            return false;
        }
        if (!approves) {
            return true;
        }
        for (JsonNode item : asApprover.get("/v1/inbox").path("items")) {
            if (item.path("instance_id").asText().equals(instance.path("id").asText())) {
                approve(item.path("id").asText());
            }
        }
        return false;
    }

    static boolean waitsForAPerson(JsonNode instance) {
        for (JsonNode activity : instance.path("activities")) {
            if (activity.path("kind").asText().equals("userTask")) {
                return true;
            }
        }
        return false;
    }

    private void approve(String userTask) {
        terminal.line("  ✎           approving on your behalf: ./trellis complete %s --as %s -v approved=true"
                .formatted(userTask, NAME));
        ObjectNode body = Documents.object();
        body.putObject("variables").put("approved", true).put("approval_note", NOTE);
        asApprover.post(Paths.of("/v1/user-tasks/%s/complete", userTask).toString(), body);
    }
}
