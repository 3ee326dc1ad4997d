package dev.trellis.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Placeholders;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.instance.InstanceWatch;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import java.nio.file.Path;

/** Brings the registries to what a folder says; the work is done by an instance of {@code kernel.change}. */
public final class RegistryChange {
    private final HostClient host;
    private final Terminal terminal;
    private final ObjectNode change;

    public RegistryChange(HostClient host, Terminal terminal, Path folder, Placeholders placeholders) {
        this.host = host;
        this.terminal = terminal;
        this.change = RegistryFolder.change(folder, placeholders);
    }

    /**
     * Shows what would change.
     *
     * @throws CommandFailure when it cannot be done, with every reason
     */
    public JsonNode plan() {
        JsonNode plan = host.post("/v1/changes/plan", change);
        terminal.line(PlanText.of(plan));
        new UnguardedTasks(this::statesTimeout).in(change).forEach(terminal::line);
        var problems = PlanText.problems(plan);
        if (!problems.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "the change cannot be made", problems.toArray(String[]::new));
        }
        return plan;
    }

    /** Whether a task type has a timeout of its own, by the folder or else by the registry. */
    private boolean statesTimeout(String taskType) {
        for (JsonNode entry : change.path("entries")) {
            if (entry.path("kind").asText().equals("tde")
                    && entry.path("name").asText().equals(taskType)) {
                return entry.path("policy").hasNonNull("timeout_s");
            }
        }
        JsonNode known = taskType.isEmpty()
                ? null
                : host.find(Paths.of("/v1/registry/tde/%s", taskType).toString());
        return known != null && known.findValue("timeout_s") != null;
    }

    /**
     * Makes a planned change and waits for its end.
     *
     * @return the answer, or the ended instance of {@code kernel.change}
     * @throws CommandFailure when it does not complete
     */
    public JsonNode apply(JsonNode plan) {
        if (!PlanText.changesAnything(plan)) {
            terminal.line("Nothing to change.");
            return plan;
        }
        JsonNode answer = host.post("/v1/changes", change);
        if (!answer.hasNonNull("instance_id")) {
            return answer;
        }
        String id = answer.get("instance_id").asText();
        terminal.line("Applied by kernel.change, instance " + id + ":");
        JsonNode instance = new InstanceWatch(host, terminal).follow(id);
        if (InstanceWatch.exitCode(instance) != ExitCode.OK) {
            throw InstanceWatch.notCompleted(instance);
        }
        return instance;
    }
}
