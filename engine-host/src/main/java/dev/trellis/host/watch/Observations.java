package dev.trellis.host.watch;

import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TaskLifecycle.Dispatched;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.cancel.Tombstones;
import dev.trellis.host.db.Database;
import dev.trellis.host.db.Locks;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.outcome.AttemptLosses;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.outcome.Outcomes;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import dev.trellis.host.watch.WatchDecider.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/** Applies what orchestrators saw in the execution store. */
public final class Observations {
    private static final Logger LOG = Logger.getLogger(Observations.class);
    /** When a stored outcome is looked up again that could not be applied. */
    private static final Duration ONCE_MORE = Duration.ofSeconds(5);

    private final Engine engine;
    private final Outcomes outcomes;
    private final AttemptLosses losses;

    public Observations(Engine engine, Outcomes outcomes, AttemptLosses losses) {
        this.engine = engine;
        this.outcomes = outcomes;
        this.losses = losses;
    }

    /** Applies observations, each in its own transaction; those of stored outcomes as one batch. */
    public void apply(List<Observation> observations) {
        List<OutcomeMessage> stored = new ArrayList<>();
        List<String> finishedTasks = new ArrayList<>();
        for (Observation seen : observations) {
            if (seen instanceof Observation.Stopped && finishedTasks.contains(seen.taskId())) {
                continue;
            }
            Optional<Observation.Finished> finished = engine.transact(transaction -> one(seen, transaction));
            finished.ifPresent(found -> finishedTasks.add(found.taskId()));
            finished.flatMap(Observations::message).ifPresent(stored::add);
        }
        outcomes.apply(stored).forEach(applied -> LOG.debugf("an outcome whose message was lost: %s", applied));
        // Last: a host that dies before it leaves the look to be made again, and the late effect to be told.
        finishedTasks.forEach(task -> engine.transact(transaction -> acknowledge(task, transaction)));
    }

    private static String acknowledge(String taskId, EngineTransaction at) {
        Tombstones.acknowledge(taskId, at.sql());
        return taskId;
    }

    private static Optional<OutcomeMessage> message(Observation.Finished finished) {
        try {
            return Optional.of(new OutcomeMessage(
                    finished.taskId(), OutcomeJson.read(finished.outcome().text())));
        } catch (WireFormatException e) {
            LOG.errorf("the stored outcome of task %s cannot be read: %s", finished.taskId(), e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Observation.Finished> one(Observation seen, EngineTransaction at) {
        Optional<String> root = at.sql()
                .createQuery("select root_id from task where id = :id")
                .bind("id", seen.taskId())
                .mapTo(String.class)
                .findOne();
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Locks.instances(at.sql(), List.of(root.get()));
        TaskRow task = new TaskTable(at.sql()).lock(seen.taskId()).orElseThrow();
        Instant now = Database.now(at.sql());
        return carryOut(WatchDecider.decide(task, seen, notAfter(task, at.sql()), now), task, at);
    }

    private Optional<Observation.Finished> carryOut(Verdict verdict, TaskRow task, EngineTransaction at) {
        switch (verdict) {
            case Verdict.Nothing nothing -> {}
            case Verdict.LookAgain again -> {
                if (again.running() && task.state().status() instanceof TaskLifecycle.Queued queued) {
                    new TaskTable(at.sql()).running(task.id(), queued.start());
                    losses.seenRunning(task, at);
                }
                new TaskTable(at.sql()).watchIn(task.id(), again.after());
            }
            case Verdict.Resend resend -> losses.resend(task, dispatched(task), resend.why(), at);
            case Verdict.Lost lost -> losses.lost(task, dispatched(task), lost.why(), lost.repeatable(), at);
            case Verdict.Apply apply -> {
                new TaskTable(at.sql()).watchIn(task.id(), ONCE_MORE);
                return Optional.of(apply.finished());
            }
            case Verdict.Acknowledge acknowledge -> Tombstones.silent(task.id(), at.sql());
        }
        return Optional.empty();
    }

    private static Dispatched dispatched(TaskRow task) {
        if (task.state().status() instanceof Dispatched dispatched) {
            return dispatched;
        }
        throw new IllegalStateException("task " + task.id() + " is not dispatched");
    }

    private static Instant notAfter(TaskRow task, Handle handle) {
        return handle.createQuery("select coalesce(not_after, clock_timestamp()) from task where id = :id")
                .bind("id", task.id())
                .map((row, context) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .one();
    }
}
