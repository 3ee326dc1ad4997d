package dev.trellis.infra.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Tells a person, line by line, what has come up; in JSON it tells the end alone. */
final class Progress {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final boolean json;
    private final long began = System.nanoTime();
    private final Set<String> told = new HashSet<>();

    Progress(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    void show(JsonNode status) {
        if (json) {
            return;
        }
        status.path("notices").forEach(notice -> tell("  ! " + notice.asText()));
        status.path("services").properties().forEach(service -> {
            JsonNode line = service.getValue();
            if (line.path("state").asText().equals("up")) {
                tell("  ✓ %-10s %s"
                        .formatted(service.getKey(), line.path("detail").asText()));
            }
        });
    }

    private void tell(String line) {
        if (told.add(line)) {
            out.println(line);
        }
    }

    void ready(JsonNode platform) {
        double seconds = (System.nanoTime() - began) / 1e9;
        if (json) {
            ObjectNode answer = JSON.createObjectNode();
            answer.put("phase", "ready");
            answer.put("seconds", Math.round(seconds * 1000) / 1000.0);
            ObjectNode shown = platform.deepCopy();
            shown.remove("control");
            answer.set("platform", shown);
            out.println(answer.toPrettyString());
            return;
        }
        out.printf("ready after %.1f s%n", seconds);
        platform.path("services")
                .properties()
                .forEach(service -> out.printf(
                        "    %-10s %s%n",
                        service.getKey(), service.getValue().path("endpoint").asText()));
    }

    void failed(String reason, Path log) {
        if (json) {
            ObjectNode answer = JSON.createObjectNode();
            answer.put("phase", "failed").put("failure", reason).put("log", log.toString());
            out.println(answer.toPrettyString());
            return;
        }
        out.printf("  ✗ %s%n    log: %s%n", reason, log);
    }
}
