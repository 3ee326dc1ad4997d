package dev.trellis.tde.runtime;

import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.ExecutionStore.Claim;
import dev.trellis.contract.port.ExecutionStore.Progress;
import dev.trellis.contract.port.ExecutionStore.Pulse;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import java.time.Instant;

/**
 * What one execution holds of its task's record in the execution store.
 *
 * <p>Work with an effect claims the record before it begins and stores its outcome there, so that it happens once. Work without one
 * may happen twice, so it leaves the store alone until it has lasted for half a heartbeat: only then is there somebody to
 * be told of its progress, and something worth a cancellation. The kernel takes one outcome of an attempt, whichever comes first.
 *
 * <p>One thread uses it: the one that supervises the work.
 */
final class Tenure {
    private final ExecutionStore store;
    private final ExecutionKey key;
    private final Attempt attempt;
    private final String owner;
    private final boolean repeatable;
    private boolean claimed;

    private Tenure(ExecutionStore store, ExecutionKey key, Attempt attempt, String owner, boolean repeatable) {
        this.store = store;
        this.key = key;
        this.attempt = attempt;
        this.owner = owner;
        this.repeatable = repeatable;
    }

    static Tenure of(ExecutionStore store, TaskKind kind, TaskRequest request, String owner) {
        ExecutionKey key =
                new ExecutionKey(request.context().tenant(), request.attempt().taskId(), request.action());
        return new Tenure(store, key, request.attempt(), owner, kind.mayOverlap() && isRepeatable(request));
    }

    /** Undoing is an effect, and so is handing over: its token goes to somebody. */
    private static boolean isRepeatable(TaskRequest request) {
        return request.action() == Action.EXECUTE
                && Effect.PURE.word().equals(request.context().tags().get(Effect.TAG))
                && !JsonText.parseObject(request.executor().settings())
                        .path("hand_over")
                        .asBoolean(false);
    }

    /** Whether it does no harm when this work is done twice. */
    boolean isRepeatable() {
        return repeatable;
    }

    /** Asks whether the work may begin. */
    Claim begin(Instant now) {
        return repeatable ? new Claim.Granted() : claim(now);
    }

    private Claim claim(Instant now) {
        Claim claim = store.claim(key, attempt, owner, now);
        claimed = claim instanceof Claim.Granted;
        return claim;
    }

    /** Gives a sign of life; the first one of repeatable work claims the record. */
    Pulse beat(Progress progress) {
        if (!claimed) {
            switch (claim(progress.at())) {
                case Claim.Granted granted -> {}
                case Claim.Tombstoned cancelled -> {
                    return Pulse.CANCELLED;
                }
                case Claim.Busy busy -> {
                    return Pulse.LOST;
                }
                // An earlier attempt told its end under a token that counts no more: nobody but this one can tell
                // another.
                case Claim.Done done -> {
                    return Pulse.GO_ON;
                }
            }
        }
        return store.heartbeat(key, attempt, owner, progress);
    }

    /** Whether the outcome is this execution's to publish; what was claimed keeps it. */
    boolean end(StoredOutcome outcome) {
        return !claimed || store.complete(key, attempt, owner, outcome);
    }
}
