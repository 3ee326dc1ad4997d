package dev.trellis.infra.memory;

import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.task.Attempt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Execution records in memory. Safe for use by several threads. */
public final class MemoryExecutionStore implements ExecutionStore {

    private final Map<ExecutionKey, ExecutionRecord> records = new HashMap<>();

    @Override
    public synchronized Claim claim(ExecutionKey key, Attempt attempt, String owner, Instant now) {
        ExecutionRecord known = records.get(key);
        if (known == null) {
            records.put(key, running(attempt, owner, now));
            return new Claim.Granted();
        }
        StoredOutcome outcome = known.outcome();
        if (outcome != null && (outcome.succeeded() || known.attempt() == attempt.number())) {
            return new Claim.Done(outcome);
        }
        if (known.tombstoned()) {
            return new Claim.Tombstoned();
        }
        if (known.attempt() >= attempt.number() && !holds(known, attempt, owner)) {
            return new Claim.Busy(known);
        }
        records.put(key, running(attempt, owner, now));
        return new Claim.Granted();
    }

    private static ExecutionRecord running(Attempt attempt, String owner, Instant now) {
        return new ExecutionRecord(attempt.number(), owner, now, null, false, null);
    }

    @Override
    public synchronized Pulse heartbeat(ExecutionKey key, Attempt attempt, String owner, Progress progress) {
        ExecutionRecord known = records.get(key);
        if (known == null || !holds(known, attempt, owner)) {
            return Pulse.LOST;
        }
        records.put(
                key, new ExecutionRecord(known.attempt(), owner, progress.at(), null, known.tombstoned(), progress));
        return known.tombstoned() ? Pulse.CANCELLED : Pulse.GO_ON;
    }

    @Override
    public synchronized boolean complete(ExecutionKey key, Attempt attempt, String owner, StoredOutcome outcome) {
        if (outcome.outcome().text().getBytes(StandardCharsets.UTF_8).length > MAX_OUTCOME_BYTES) {
            throw new IllegalArgumentException("larger than " + MAX_OUTCOME_BYTES + " bytes");
        }
        ExecutionRecord known = records.get(key);
        if (known == null || !isOwner(known, attempt, owner)) {
            return false;
        }
        if (known.outcome() != null) {
            return known.outcome().outcome().equals(outcome.outcome());
        }
        records.put(
                key,
                new ExecutionRecord(
                        known.attempt(), owner, known.heartbeatAt(), outcome, known.tombstoned(), known.progress()));
        return true;
    }

    private static boolean holds(ExecutionRecord known, Attempt attempt, String owner) {
        return isOwner(known, attempt, owner) && known.outcome() == null;
    }

    private static boolean isOwner(ExecutionRecord known, Attempt attempt, String owner) {
        return known.attempt() == attempt.number() && Objects.equals(known.owner(), owner);
    }

    @Override
    public synchronized void tombstone(ExecutionKey key, Instant now) {
        records.merge(
                key,
                new ExecutionRecord(0, null, null, null, true, null),
                (known, fresh) -> new ExecutionRecord(
                        known.attempt(), known.owner(), known.heartbeatAt(), known.outcome(), true, known.progress()));
    }

    @Override
    public synchronized Optional<ExecutionRecord> read(ExecutionKey key) {
        return Optional.ofNullable(records.get(key));
    }
}
