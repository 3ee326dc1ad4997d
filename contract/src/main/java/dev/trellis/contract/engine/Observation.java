package dev.trellis.contract.engine;

import dev.trellis.contract.json.Json;
import java.time.Instant;

/** What the execution store shows of a task that the host watches. */
public sealed interface Observation {
    String taskId();

    String attemptToken();

    /**
     * No executor had claimed the attempt.
     *
     * @param seenAt when it was looked up, by the orchestrator's clock; an executor may have claimed it since
     */
    record Unclaimed(String taskId, String attemptToken, Instant seenAt) implements Observation {}

    /** An executor holds the attempt. */
    record Alive(String taskId, String attemptToken, Instant heartbeatAt) implements Observation {}

    /** The outcome is stored; its message may have been lost. */
    record Finished(String taskId, String attemptToken, Json outcome) implements Observation {}

    /** A tombstone stands and no owner runs. */
    record Stopped(String taskId, String attemptToken) implements Observation {}
}
