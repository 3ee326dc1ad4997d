package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.frame.Wait;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import java.time.Duration;
import java.util.function.Predicate;

/** Looks at an instance again and again and says what is new, until it ends or needs somebody to repair it. */
public final class InstanceWatch {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final HostClient host;
    private final Terminal terminal;
    private final Wait wait = new Wait();

    public InstanceWatch(HostClient host, Terminal terminal) {
        this.host = host;
        this.terminal = terminal;
    }

    /** Watches an instance to its end or its first incident, and returns it as it then is, with its variables. */
    public JsonNode follow(String instanceId) {
        return follow(instanceId, instance -> false);
    }

    /** As {@link #follow(String)}, but ends also when the instance is as {@code enough} says. */
    public JsonNode follow(String instanceId, Predicate<JsonNode> enough) {
        String path = Paths.of("/v1/instances/%s", instanceId)
                .with("variables", false)
                .toString();
        JsonNode instance = host.get(path);
        RunProgress progress = new RunProgress(ElementNames.of(host, instance));
        show(progress, instance);
        while (!isOver(instance) && !enough.test(instance) && wait.untilNext(INTERVAL)) {
            instance = host.get(path);
            show(progress, instance);
        }
        terminal.clearStatus();
        return host.get(Paths.of("/v1/instances/%s", instanceId).toString());
    }

    private void show(RunProgress progress, JsonNode instance) {
        progress.news(instance).forEach(terminal::line);
        terminal.status(progress.now(instance));
    }

    private static boolean isOver(JsonNode instance) {
        return hasEnded(instance) || !instance.path("incidents").isEmpty();
    }

    private static boolean hasEnded(JsonNode instance) {
        return instance.hasNonNull("ended_at");
    }

    /** The exit code that the state of a watched instance means. */
    public static int exitCode(JsonNode instance) {
        return instance.path("state").asText().equals("completed") ? ExitCode.OK : ExitCode.FAILED;
    }

    /** The failure of an instance that should have completed. */
    public static CommandFailure notCompleted(JsonNode instance) {
        return new CommandFailure(
                ExitCode.FAILED,
                InstanceText.head(instance),
                "Look closer: ./trellis get " + instance.path("id").asText(),
                "What needs repair: ./trellis incidents");
    }
}
