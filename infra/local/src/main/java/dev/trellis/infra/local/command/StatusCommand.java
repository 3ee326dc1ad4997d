package dev.trellis.infra.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the services and functions of the running platform, and what the engine host raises alarms about; exit code 3 when none runs. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows what runs.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private Place place;

    @Override
    public Integer call() {
        Optional<JsonNode> status = place.client().status();
        if (status.isEmpty()) {
            System.out.println(place.json() ? "{\"phase\": \"stopped\"}" : "nothing runs; start it with: trellis up");
            return ExitCode.NOT_RUNNING;
        }
        JsonNode alarms = place.client().host().map(host -> host.path("alarms")).orElse(MissingNode.getInstance());
        if (place.json()) {
            ObjectNode all = status.get().deepCopy();
            if (!alarms.isMissingNode()) {
                all.set("alarms", alarms);
            }
            System.out.println(all.toPrettyString());
        } else {
            show(status.get());
            alarms.forEach(alarm -> System.out.println(text(alarm)));
        }
        return ExitCode.DONE;
    }

    private void show(JsonNode status) {
        JsonNode endpoints =
                place.client().platform().map(file -> file.path("services")).orElseThrow();
        System.out.printf(
                "%s (process %d)%n",
                status.path("phase").asText(), status.path("pid").asLong());
        status.path("services")
                .properties()
                .forEach(service -> System.out.printf(
                        "  %-10s %-9s %s%n",
                        service.getKey(),
                        service.getValue().path("state").asText(),
                        endpoints.path(service.getKey()).path("endpoint").asText()));
        JsonNode functions = status.path("functions");
        if (!functions.isEmpty()) {
            System.out.printf(
                    "%n  %-40s %9s %5s %11s %6s  %s%n",
                    "function", "processes", "idle", "invocations", "errors", "AOT cache");
        }
        functions.forEach(function -> System.out.printf(
                "  %-40s %9d %5d %11d %6d  %s%n",
                function.path("name").asText(),
                function.path("processes").asInt(),
                function.path("idle").asInt(),
                function.path("invocations").asLong(),
                function.path("errors").asLong(),
                function.path("aot_cache").asText()));
        status.path("notices").forEach(notice -> System.out.println("  ! " + notice.asText()));
    }

    /** An alarm of the engine host, with what to do. */
    static String text(JsonNode alarm) {
        StringJoiner examples = new StringJoiner(", ", " (", ")").setEmptyValue("");
        alarm.path("examples").forEach(example -> examples.add(example.asText()));
        return "  ALARM %s: %s%s%n    %s"
                .formatted(
                        alarm.path("name").asText(),
                        alarm.path("message").asText(),
                        examples,
                        alarm.path("advice").asText());
    }
}
