package dev.trellis.cli.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Moments;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.frame.Wait;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import dev.trellis.cli.rest.RestCommand;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows events. */
@Command(
        name = "events",
        description = "Show the platform's CloudEvents, oldest first; with --json one event per line.")
public final class EventsCommand extends RestCommand {
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final int PAGE = 200;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with those to come, until interrupted.")
    boolean follow;

    @Option(names = "--after", defaultValue = "0", paramLabel = "SEQUENCE", description = "Only later ones.")
    long after;

    private final Wait wait = new Wait();

    @Override
    protected int run(HostClient host, Terminal terminal) {
        long position = after;
        do {
            long start;
            do {
                start = position;
                position = page(host, terminal, start);
            } while (position > start);
        } while (follow && wait.untilNext(INTERVAL));
        return ExitCode.OK;
    }

    /** Shows what comes behind a position and returns the position reached. */
    private static long page(HostClient host, Terminal terminal, long from) {
        JsonNode page = host.get(
                Paths.of("/v1/events").with("after", from).with("limit", PAGE).toString());
        for (JsonNode entry : page.path("events")) {
            terminal.record(entry, line(entry));
        }
        return page.path("next").asLong(from);
    }

    private static String line(JsonNode entry) {
        JsonNode event = entry.path("event");
        return "%s  %6s  %s  %s  %s"
                .formatted(
                        Moments.shown(event.path("time")),
                        entry.path("sequence").asText(),
                        event.path("type").asText(),
                        event.path("subject").asText(""),
                        event.path("data"));
    }
}
