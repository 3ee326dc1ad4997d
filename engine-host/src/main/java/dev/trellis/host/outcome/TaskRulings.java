package dev.trellis.host.outcome;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.compensation.Compensations;
import dev.trellis.host.db.Locks;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.incident.TaskVerdicts;
import dev.trellis.host.task.Gates;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What people rule on tasks: approvals, and the ways out of an incident. */
public final class TaskRulings implements Gates, TaskVerdicts {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final Engine engine;
    private final OutcomeSteps steps;
    private final OutcomeBatches outcomes;
    private final Compensations compensations;

    public TaskRulings(Engine engine, OutcomeSteps steps, OutcomeBatches outcomes, Compensations compensations) {
        this.engine = engine;
        this.steps = steps;
        this.outcomes = outcomes;
        this.compensations = compensations;
    }

    @Override
    public void approve(Caller caller, String taskId, Consumer<Handle> alongside) {
        engine.transact(transaction -> {
            alongside.accept(transaction.sql());
            TaskRow task = lock(caller, taskId, transaction);
            TaskLifecycle.AwaitingApproval held = held(task);
            new TaskTable(transaction.sql()).move(task.id(), held.approve(), null);
            steps.approved(task, caller.name(), transaction);
            return task;
        });
    }

    @Override
    public void reject(Caller caller, String taskId, String reason, Consumer<Handle> alongside) {
        engine.transact(transaction -> {
            alongside.accept(transaction.sql());
            TaskRow task = lock(caller, taskId, transaction);
            TaskLifecycle.AwaitingApproval held = held(task);
            TaskError error = new TaskError(REJECTED, caller.name() + ": " + reason, false);
            if (transaction.waiting().catches(task.place().executionId(), REJECTED)) {
                steps.raise(task, held.reject(), error, null, transaction);
            } else {
                steps.ask(task, held.raiseIncident(), REJECTED, error, transaction);
            }
            return task;
        });
    }

    private static TaskLifecycle.AwaitingApproval held(TaskRow task) {
        if (task.state().status() instanceof TaskLifecycle.AwaitingApproval held) {
            return held;
        }
        throw new RefusedException(
                Refusal.CONFLICT,
                "task " + task.id() + " is " + task.state().status().status() + ", not awaiting approval");
    }

    @Override
    public void retry(Caller caller, String taskId, @Nullable Json inputs, Consumer<EngineTransaction> alongside) {
        boolean apply = engine.transact(transaction -> {
            TaskRow task = lock(caller, taskId, transaction);
            TaskLifecycle.Ready next = inIncident(task).retry();
            refuseUndone(task);
            alongside.accept(transaction);
            if (inputs == null && OutcomeBatches.waits(taskId, transaction)) {
                // The work was done; only its outcome was not taken. It counts as dispatched, as it was, and is looked
                // up:
                // this host may die before it has applied the outcome.
                TaskTable table = new TaskTable(transaction.sql());
                table.move(taskId, next.lease().confirm(), "its outcome is applied");
                table.watchIn(taskId, FIRST_LOOK);
                return true;
            }
            TaskError why = new TaskError("incident.retry", "by " + caller.name(), true);
            steps.retry(task, next, Duration.ZERO, "incident", why, inputs, transaction);
            return false;
        });
        if (apply) {
            outcomes.applyWaiting(taskId);
        }
    }

    @Override
    public void giveUp(Caller caller, String taskId, String reason, Consumer<EngineTransaction> alongside) {
        engine.transact(transaction -> {
            TaskRow task = lock(caller, taskId, transaction);
            TaskLifecycle.Failed end = inIncident(task).giveUp();
            alongside.accept(transaction);
            TaskError error = new TaskError("given_up", caller.name() + ": " + reason, false);
            if (transaction.waiting().catches(task.place().executionId(), error.code())) {
                steps.raise(task, end, error, null, transaction);
            } else {
                steps.end(task, end, error, null, transaction);
                end(task, reason, transaction);
            }
            return task;
        });
    }

    /** The call tree ends; an undo may be of one that has ended. */
    private void end(TaskRow task, String reason, EngineTransaction transaction) {
        if (task.isUndo()) {
            compensations.givenUp(task, transaction);
        }
        if (!task.isUndo() || transaction.runs().exists(task.place().rootId())) {
            transaction
                    .runs()
                    .delete(
                            task.place().rootId(),
                            "given up on element " + task.kind().element() + ": " + reason);
        }
    }

    /** What an attempt more would do, nothing would undo any more. */
    private static void refuseUndone(TaskRow task) {
        if (!task.isUndo() && task.bond().compensationId() != null) {
            throw new RefusedException(
                    Refusal.CONFLICT,
                    "task " + task.id() + " is undone by compensation "
                            + task.bond().compensationId() + ", and what is undone is not done again; give it up");
        }
    }

    private static TaskLifecycle.Incident inIncident(TaskRow task) {
        if (task.state().status() instanceof TaskLifecycle.Incident incident) {
            return incident;
        }
        throw new RefusedException(
                Refusal.CONFLICT,
                "task " + task.id() + " is " + task.state().status().status() + ", not in an incident");
    }

    private static TaskRow lock(Caller caller, String taskId, EngineTransaction at) {
        List<String> root = at.sql()
                .createQuery("select root_id from task where id = :id and tenant = :tenant")
                .bind("id", taskId)
                .bind("tenant", caller.tenant())
                .mapTo(String.class)
                .list();
        if (root.isEmpty()) {
            throw new RefusedException(Refusal.NOT_FOUND, "no task " + taskId);
        }
        Locks.instances(at.sql(), root);
        return new TaskTable(at.sql()).lock(taskId).orElseThrow();
    }
}
