package dev.trellis.simulation.port;

import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.task.Attempt;
import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An execution store with the planted bugs; without any it is the store that it wraps. */
public final class MutableStore implements ExecutionStore {
    private final ExecutionStore store;
    private final Planted planted;
    private final Map<ExecutionKey, Integer> wiped = new HashMap<>();

    public MutableStore(ExecutionStore store, Planted planted) {
        this.store = store;
        this.planted = planted;
    }

    @Override
    public Claim claim(ExecutionKey key, Attempt attempt, String owner, Instant now) {
        ExecutionKey real = real(key);
        Optional<ExecutionRecord> before = store.read(real);
        StoredOutcome outcome = before.map(ExecutionRecord::outcome).orElse(null);
        boolean earlier = before.isPresent() && before.get().attempt() < attempt.number();
        if (planted.has(Mutation.STORED_FAILURE_BLOCKS) && earlier && outcome != null) {
            return new Claim.Done(outcome);
        }
        Claim claim = store.claim(real, attempt, owner, now);
        return mutated(claim, attempt, earlier) ? new Claim.Granted() : claim;
    }

    private boolean mutated(Claim claim, Attempt attempt, boolean earlier) {
        return switch (claim) {
            case Claim.Granted granted -> false;
            case Claim.Busy(var record) ->
                record.attempt() == attempt.number()
                        ? planted.has(Mutation.CLAIM_GRANTED_TWICE)
                        : planted.has(Mutation.CLAIM_BY_OLDER_ATTEMPT);
            case Claim.Done(var outcome) ->
                outcome.succeeded() && earlier && planted.has(Mutation.STORED_SUCCESS_RUN_AGAIN);
            case Claim.Tombstoned cancelled -> planted.has(Mutation.TOMBSTONE_IGNORED_AT_CLAIM);
        };
    }

    @Override
    public Pulse heartbeat(ExecutionKey key, Attempt attempt, String owner, Progress progress) {
        Pulse pulse = store.heartbeat(real(key), attempt, owner, progress);
        boolean hidden =
                switch (pulse) {
                    case GO_ON -> false;
                    case CANCELLED -> planted.has(Mutation.HEARTBEAT_HIDES_TOMBSTONE);
                    case LOST -> planted.has(Mutation.HEARTBEAT_OF_LOST_OWNER);
                };
        return hidden ? Pulse.GO_ON : pulse;
    }

    @Override
    public boolean complete(ExecutionKey key, Attempt attempt, String owner, StoredOutcome outcome) {
        return planted.has(Mutation.COMPLETE_NOT_STORED)
                || store.complete(real(key), attempt, owner, outcome)
                || planted.has(Mutation.COMPLETE_WITHOUT_OWNER);
    }

    @Override
    public void tombstone(ExecutionKey key, Instant now) {
        if (planted.has(Mutation.TOMBSTONE_FORGETS_RECORD)) {
            wiped.merge(key, 1, Integer::sum);
        }
        store.tombstone(real(key), now);
    }

    @Override
    public Optional<ExecutionRecord> read(ExecutionKey key) {
        return store.read(real(key));
    }

    private ExecutionKey real(ExecutionKey key) {
        Integer times = wiped.get(key);
        return times == null ? key : new ExecutionKey(key.tenant() + "/" + times, key.taskId(), key.action());
    }
}
