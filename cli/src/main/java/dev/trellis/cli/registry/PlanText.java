package dev.trellis.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Writes the plan of a change for people. */
final class PlanText {
    private PlanText() {}

    static String of(JsonNode plan) {
        List<String> lines = new ArrayList<>();
        int unchanged = 0;
        for (JsonNode change : plan.path("changes")) {
            if (change.path("action").asText().equals("unchanged")) {
                unchanged++;
            } else {
                lines.add(line(change));
            }
        }
        if (unchanged > 0) {
            lines.add("  = " + unchanged + " unchanged");
        }
        plan.path("approval_roles").forEach(role -> lines.add("  ? needs the approval of: " + role.asText()));
        return "Plan:\n" + String.join("\n", lines);
    }

    private static String line(JsonNode change) {
        String from = change.hasNonNull("from")
                ? " (stable now: " + change.get("from").asText() + ")"
                : "";
        String thing = change.path("kind").asText() + " " + change.path("name").asText() + " "
                + change.path("version").asText();
        return switch (change.path("action").asText()) {
            case "create" -> "  + " + thing + from;
            case "flip" -> "  ~ " + thing + " becomes stable" + from;
            case "conflict" -> "  ! " + thing + " exists with another content: raise its version";
            default -> "  " + change.path("action").asText() + " " + thing;
        };
    }

    /** One line per problem. */
    static List<String> problems(JsonNode plan) {
        List<String> lines = new ArrayList<>();
        for (JsonNode problem : plan.path("problems")) {
            lines.add(problem.path("source").asText("") + " at "
                    + problem.path("path").asText("$") + ": "
                    + problem.path("message").asText());
        }
        plan.path("changes").forEach(change -> {
            if (change.path("action").asText().equals("conflict")) {
                lines.add(line(change).strip());
            }
        });
        return lines;
    }

    static boolean changesAnything(JsonNode plan) {
        for (JsonNode change : plan.path("changes")) {
            if (!change.path("action").asText().equals("unchanged")) {
                return true;
            }
        }
        return false;
    }
}
