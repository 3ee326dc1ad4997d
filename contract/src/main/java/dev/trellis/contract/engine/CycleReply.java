package dev.trellis.contract.engine;

import dev.trellis.contract.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the host gives to an orchestrator.
 *
 * @param tasks leased to it
 * @param watch tasks whose execution record the host wants to know
 * @param events to publish, oldest first
 * @param mayLinger whether a place among the waiting orchestrators is free for this one
 */
public record CycleReply(List<LeasedTask> tasks, List<Watch> watch, List<OutboxEvent> events, boolean mayLinger) {
    public CycleReply {
        tasks = List.copyOf(tasks);
        watch = List.copyOf(watch);
        events = List.copyOf(events);
    }

    /**
     * An event of the outbox.
     *
     * @param sequence its place
     * @param event a CloudEvent 1.0 in JSON format
     */
    public record OutboxEvent(long sequence, Json event) {}

    /**
     * A task near one of its limits, or one whose cancellation is not acknowledged.
     *
     * @param heartbeatSeconds silence after which the attempt counts as lost
     */
    public record Watch(
            String taskId, int attempt, String attemptToken, String tenant, String action, int heartbeatSeconds) {}

    /** The lease of nothing. */
    public static CycleReply empty() {
        return new CycleReply(List.of(), List.of(), List.of(), false);
    }

    /** Whether it gives nothing to do. */
    public boolean isEmpty() {
        return tasks.isEmpty() && watch.isEmpty() && events.isEmpty();
    }

    /** The first task, for tests and logs. */
    public @Nullable LeasedTask first() {
        return tasks.isEmpty() ? null : tasks.getFirst();
    }
}
