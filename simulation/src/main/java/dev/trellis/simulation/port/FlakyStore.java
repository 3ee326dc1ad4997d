package dev.trellis.simulation.port;

import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.task.Attempt;
import dev.trellis.simulation.witness.Executions;
import java.time.Instant;
import java.util.Optional;

/** The execution store as an actor reaches it; the witness sees what it did. */
public final class FlakyStore implements ExecutionStore {
    private final ExecutionStore store;
    private final Interference interference;
    private final Executions seen;

    public FlakyStore(ExecutionStore store, Interference interference, Executions seen) {
        this.store = store;
        this.interference = interference;
        this.seen = seen;
    }

    @Override
    public Claim claim(ExecutionKey key, Attempt attempt, String owner, Instant now) {
        return interference.around("claim", () -> {
            Claim claim = store.claim(key, attempt, owner, now);
            if (claim instanceof Claim.Granted) {
                seen.granted(attempt, owner, now);
            }
            return claim;
        });
    }

    @Override
    public Pulse heartbeat(ExecutionKey key, Attempt attempt, String owner, Progress progress) {
        return interference.steady("heartbeat", () -> {
            Pulse pulse = store.heartbeat(key, attempt, owner, progress);
            if (pulse == Pulse.GO_ON) {
                seen.goesOn(attempt, owner, progress.at());
            }
            return pulse;
        });
    }

    @Override
    public boolean complete(ExecutionKey key, Attempt attempt, String owner, StoredOutcome outcome) {
        return interference.around("complete", () -> {
            boolean ours = store.complete(key, attempt, owner, outcome);
            if (ours) {
                seen.stored(
                        attempt, owner, outcome.succeeded(), outcome.outcome().text());
            }
            return ours;
        });
    }

    @Override
    public void tombstone(ExecutionKey key, Instant now) {
        boolean unused = interference.around("tombstone", () -> {
            store.tombstone(key, now);
            seen.buried(key.taskId().value());
            return true;
        });
    }

    @Override
    public Optional<ExecutionRecord> read(ExecutionKey key) {
        return interference.around("read", () -> store.read(key));
    }
}
