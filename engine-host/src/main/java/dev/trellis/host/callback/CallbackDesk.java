package dev.trellis.host.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle.Dispatched;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.host.db.Database;
import dev.trellis.host.db.Locks;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.AttemptLosses;
import dev.trellis.host.outcome.HandOvers;
import dev.trellis.host.outcome.HandOvers.Due;
import dev.trellis.host.outcome.HandOvers.Found;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.outcome.Outcomes;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Completes attempts by their tokens, and gives up those whose time is up. */
public final class CallbackDesk implements Callbacks {
    private static final int AT_ONCE = 100;

    private final Engine engine;
    private final Database database;
    private final Outcomes outcomes;
    private final AttemptLosses losses;

    public CallbackDesk(Engine engine, Database database, Outcomes outcomes, AttemptLosses losses) {
        this.engine = engine;
        this.database = database;
        this.outcomes = outcomes;
        this.losses = losses;
    }

    @Override
    public Answer complete(String token, Json result) {
        Optional<Found> found = database.read(handle -> new HandOvers(handle).find(token));
        if (found.isEmpty()) {
            return Answer.UNKNOWN;
        }
        Outcome outcome = outcome(found.get(), result, database.read(Database::now));
        if (!found.get().current()) {
            return Answer.OVER;
        }
        return switch (outcomes.apply(List.of(new OutcomeMessage("callback", outcome)))
                .getFirst()) {
            case Applied.Accepted accepted -> Answer.ACCEPTED;
            case Applied.Held held -> Answer.KEPT;
            case Applied.Parked parked -> Answer.KEPT;
            case Applied.Deferred deferred -> Answer.LATER;
            case Applied.Duplicate duplicate -> Answer.OVER;
            case Applied.Fenced fenced -> Answer.OVER;
            case Applied.LateEffect late -> Answer.OVER;
            case Applied.Unknown unknown -> Answer.UNKNOWN;
        };
    }

    /** The attempt's outcome; who calls back says nothing about the attempt but how it ended. */
    private static Outcome outcome(Found found, Json result, Instant now) {
        ObjectNode message = JsonText.parseObject(result);
        message.put("contract", "trellis/v1")
                .put("task_id", found.attempt().taskId().value())
                .put("attempt", found.attempt().number())
                .put("attempt_token", found.attempt().token())
                .put("action", "execute")
                .put("started_at", found.openedAt().toString())
                .put("finished_at", now.toString());
        return OutcomeJson.read(JsonText.write(message));
    }

    @Override
    public Answer beat(String token, @Nullable Integer percent, @Nullable String message) {
        return database.write(handle -> {
            HandOvers handOvers = new HandOvers(handle);
            if (handOvers.beat(token, percent, message)) {
                return Answer.ACCEPTED;
            }
            return handOvers.find(token).isPresent() ? Answer.OVER : Answer.UNKNOWN;
        });
    }

    /** Gives up attempts whose deadline has passed or whose holder fell silent; what follows is the policy's. */
    public int sweep() {
        List<Due> due = database.read(handle -> new HandOvers(handle).due(AT_ONCE));
        due.forEach(one -> engine.transact(transaction -> giveUp(one, transaction)));
        return due.size();
    }

    private boolean giveUp(Due due, EngineTransaction at) {
        Locks.instances(at.sql(), List.of(due.rootId()));
        Optional<TaskRow> task = new TaskTable(at.sql()).lock(due.taskId());
        if (!new HandOvers(at.sql()).take(due) || task.isEmpty()) {
            return false;
        }
        boolean present = task.get().state().token().equals(due.attemptToken());
        if (!present || !(task.get().state().status() instanceof Dispatched dispatched)) {
            return false;
        }
        boolean repeatable = task.get().terms().effect() != Effect.NON_IDEMPOTENT;
        losses.lost(task.get(), dispatched, why(due, repeatable), repeatable, at);
        return true;
    }

    private static TaskError why(Due due, boolean repeatable) {
        String said = due.over()
                ? "nobody had called back by " + due.deadline()
                : "the holder of the callback gave its last sign of life at " + due.heartbeatAt();
        return new TaskError(repeatable ? "attempt_lost" : "outcome_unknown", said, true);
    }
}
