package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.task.Capabilities;
import dev.trellis.contract.task.DataClass;
import dev.trellis.contract.wire.JsonText;
import java.util.ArrayList;
import java.util.List;

/** Whether the guard-rails that the platform itself reads say something that it understands. */
final class PolicyRails {
    private static final String PATH = "$.guard_rails.";

    private final Findings findings;

    private PolicyRails(Findings findings) {
        this.findings = findings;
    }

    static void check(PolicyEntry policy, Findings findings) {
        JsonNode rails = JsonText.parse(policy.guardRails());
        PolicyRails check = new PolicyRails(findings);
        rails.path(Clearance.GUARD_RAIL).properties().forEach(member -> check.data(member.getKey(), member.getValue()));
        rails.path(Provision.GUARD_RAIL)
                .properties()
                .forEach(member -> check.capabilities(member.getKey(), member.getValue()));
    }

    private void data(String member, JsonNode value) {
        String path = PATH + Clearance.GUARD_RAIL + "." + member;
        switch (member) {
            case "see", "handles" -> classes(path, value);
            case "by_capability" ->
                value.properties().forEach(each -> classes(path + "." + each.getKey(), each.getValue()));
            default -> findings.add(path, "unknown; known here: by_capability, handles, see");
        }
    }

    private void classes(String path, JsonNode words) {
        if (!words.isArray()) {
            findings.add(path, "expected a list of " + DataClass.WORDS);
        }
        words.forEach(word -> findings.requireClass(path, word.asText()));
    }

    private void capabilities(String member, JsonNode value) {
        String path = PATH + Provision.GUARD_RAIL + "." + member;
        if (!member.equals(Provision.ALLOW)) {
            findings.add(path, "unknown; known here: " + Provision.ALLOW);
            return;
        }
        if (!value.isArray()) {
            findings.add(path, "expected a list such as [net=none, net=internal, cpu=2, mem=1Gi]");
        }
        // One by one: several networks may be allowed.
        List<String> words = new ArrayList<>();
        value.forEach(word -> words.add(word.asText()));
        words.forEach(
                word -> new Capabilities(List.of(word)).problems().forEach(problem -> findings.add(path, problem)));
    }
}
