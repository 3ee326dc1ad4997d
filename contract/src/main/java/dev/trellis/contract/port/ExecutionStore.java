package dev.trellis.contract.port;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Attempt;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of what was executed: one conditional write decides who runs, one keeps what came out. Every method throws
 * {@link PortUnavailableException} when the service does not answer.
 */
public interface ExecutionStore {

    /** The largest outcome that a store keeps; outputs above the inline limit are claim-checked long before. */
    int MAX_OUTCOME_BYTES = 384 * 1024;
    /**
     * Claims an execution. It succeeds when there is no record or the record's attempt is older and did not succeed; the
     * older owner's next write then fails. It succeeds again for the owner that holds it.
     *
     * @param owner names this execution of this attempt; a redelivery has another owner
     * @param now written as first heartbeat
     */
    Claim claim(ExecutionKey key, Attempt attempt, String owner, Instant now);

    /** Gives a sign of life and reads the cancel tombstone, in one conditional update. */
    Pulse heartbeat(ExecutionKey key, Attempt attempt, String owner, Progress progress);

    /**
     * Stores the outcome of the attempt that the owner holds; the same outcome once more changes nothing.
     *
     * @throws IllegalArgumentException when the outcome is larger than {@link #MAX_OUTCOME_BYTES}
     * @return false when the owner lost the execution to a newer attempt; nothing is stored then
     */
    boolean complete(ExecutionKey key, Attempt attempt, String owner, StoredOutcome outcome);

    /** Marks the execution as cancelled, whether it began or not; nothing can claim it afterwards. */
    void tombstone(ExecutionKey key, Instant now);

    Optional<ExecutionRecord> read(ExecutionKey key);

    /** The answer to a claim. */
    sealed interface Claim {
        /** The caller runs it. */
        record Granted() implements Claim {}

        /** This attempt runs already, or a newer one does: drop the message. */
        record Busy(ExecutionRecord record) implements Claim {}

        /** This attempt ended, or an earlier one succeeded: publish the stored outcome again. */
        record Done(StoredOutcome outcome) implements Claim {}

        /** It was cancelled before. */
        record Tombstoned() implements Claim {}
    }

    /** The answer to a heartbeat. */
    enum Pulse {
        GO_ON,
        CANCELLED,
        /** Another attempt owns the execution: stop without a further write. */
        LOST
    }

    /**
     * A sign of life.
     *
     * @param percent 0 to 100, or null when unknown
     * @param message for people; at most 200 characters
     */
    record Progress(
            Instant at, @Nullable Integer percent, @Nullable String message) {}

    /**
     * An outcome as stored.
     *
     * @param succeeded whether a later attempt must publish it instead of running
     * @param outcome the outcome message
     */
    record StoredOutcome(boolean succeeded, Json outcome) {}

    /**
     * What is known of an execution.
     *
     * @param attempt number of the attempt that claimed last, 0 when only a tombstone was written
     * @param outcome null while it runs
     */
    record ExecutionRecord(
            int attempt,
            @Nullable String owner,
            @Nullable Instant heartbeatAt,
            @Nullable StoredOutcome outcome,
            boolean tombstoned,
            @Nullable Progress progress) {}
}
