package dev.trellis.host.outcome;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.host.db.Database;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import dev.trellis.host.trace.LoggedTrace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Applies batches of outcomes. A broad catch stands here, at the edge of the engine: what a batch throws is told by each of
 * its messages alone, and what one message throws again and again becomes an incident.
 */
public final class OutcomeBatches implements Outcomes {
    static final String NOT_APPLIED = "outcome_not_applied";
    /** As often as the queue delivers a message before it sets it aside: the last delivery becomes the task's incident. */
    private static final int MOST_FAILURES = 3;

    private static final Logger LOG = Logger.getLogger(OutcomeBatches.class);

    private final Engine engine;
    private final Database database;
    private final Outputs outputs;
    private final Effects effects;
    private final Absorption absorption;

    OutcomeBatches(Engine engine, Database database, Outputs outputs, Effects effects, Absorption absorption) {
        this.engine = engine;
        this.database = database;
        this.outputs = outputs;
        this.effects = effects;
        this.absorption = absorption;
    }

    @Override
    public List<Applied> apply(List<OutcomeMessage> batch) {
        if (batch.isEmpty()) {
            return List.of();
        }
        try {
            return together(batch);
        } catch (RuntimeException e) {
            if (batch.size() > 1) {
                LOG.infof("a batch of %d outcomes is applied one by one: %s", batch.size(), e.getMessage());
            }
            List<Applied> answers = new ArrayList<>();
            batch.forEach(message -> answers.add(alone(message)));
            return answers;
        }
    }

    private List<Applied> together(List<OutcomeMessage> batch) {
        List<Received> received = batch.stream()
                .map(message -> new Received(message, outputs.of(message.outcome())))
                .toList();
        return engine.transact(transaction -> new BatchApplication(effects, absorption, transaction).apply(received));
    }

    private Applied alone(OutcomeMessage message) {
        try (LoggedTrace trace = LoggedTrace.of(message.outcome().traceparent())) {
            return tried(message);
        }
    }

    private Applied tried(OutcomeMessage message) {
        try {
            return together(List.of(message)).getFirst();
        } catch (PortUnavailableException e) {
            return new Applied.Deferred(message.messageId(), Duration.ofSeconds(5), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "the outcome of task %s cannot be applied",
                    message.outcome().attempt());
            return failed(message, String.valueOf(e.getMessage()));
        }
    }

    /** Throws when the database is away: then nothing may be deleted from the queue. */
    private Applied failed(OutcomeMessage message, String reason) {
        Inbox.Key key = Inbox.Key.of(message.outcome().attempt());
        int failures = database.write(handle -> new Inbox(handle).failedAgain(key));
        if (failures < MOST_FAILURES) {
            Duration delay = RetryPolicy.delay(key.taskId(), Math.max(1, failures));
            return new Applied.Deferred(message.messageId(), delay, reason);
        }
        return engine.transact(transaction -> park(message, key, reason, transaction));
    }

    private Applied park(OutcomeMessage message, Inbox.Key key, String reason, EngineTransaction at) {
        new Inbox(at.sql()).keep(key, "parked", new Json(OutcomeJson.write(message.outcome())));
        Optional<TaskRow> task = new TaskTable(at.sql()).lock(key.taskId());
        if (task.isPresent() && task.get().state().status() instanceof TaskLifecycle.Fallible fallible) {
            String incident = effects.steps()
                    .ask(
                            task.get(),
                            fallible.raiseIncident(),
                            NOT_APPLIED,
                            new TaskError(NOT_APPLIED, reason, true),
                            at);
            return new Applied.Parked(message.messageId(), incident);
        }
        return new Applied.Fenced(message.messageId(), reason);
    }

    /** Applies what came in while a call tree was suspended. */
    public void resumed(String rootId) {
        apply(messages(database.read(handle -> new Inbox(handle).heldOf(rootId))))
                .forEach(applied -> LOG.debugf("after the resumption of %s: %s", rootId, applied));
    }

    /** Applies an outcome that waited for a decision of a person; says whether there was one. */
    public boolean applyWaiting(String taskId) {
        List<Json> waiting = database.read(handle -> new Inbox(handle).waitingOf(taskId));
        return !apply(messages(waiting)).isEmpty();
    }

    /** Whether an outcome of the task's present attempt waits for a decision of a person. */
    public static boolean waits(String taskId, EngineTransaction at) {
        return !new Inbox(at.sql()).waitingOf(taskId).isEmpty();
    }

    private static List<OutcomeMessage> messages(List<Json> outcomes) {
        return outcomes.stream()
                .map(outcome -> new OutcomeMessage("held", OutcomeJson.read(outcome.text())))
                .toList();
    }
}
