package dev.trellis.host.compensation;

import dev.trellis.contract.task.TaskError;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.compensation.Run.Cause;
import dev.trellis.host.compensation.Run.Leave;
import dev.trellis.host.db.Ids;
import dev.trellis.host.db.Locks;
import dev.trellis.host.flowable.Caught;
import dev.trellis.host.flowable.CompensationThrown;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.gate.GatedModel;
import dev.trellis.host.instance.Heritage;
import dev.trellis.host.task.Activations;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.UndoOrders;
import dev.trellis.host.unit.UnitErrors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Undoes tasks that succeeded: in a call tree one at a time, in the reverse order of their completion, each once. An undo is a
 * task like any other, but of no place in the model: what is begun to be undone is undone, whatever becomes of the instance.
 */
public final class Compensations {
    private final Activations activations;
    private final UndoOrders orders;
    private final CompensationNews news;
    private final Ids ids;

    public Compensations(Activations activations, UndoOrders orders, Chronicle chronicle, Ids ids) {
        this.activations = activations;
        this.orders = orders;
        this.news = new CompensationNews(chronicle);
        this.ids = ids;
    }

    /** A run of a sub-process is completed: what was done in it can be undone from the scope around it. */
    public static void scopeCompleted(String scopeId, String outerId, EngineTransaction at) {
        CompensationTable.scopeCompleted(scopeId, outerId, at.sql());
    }

    /**
     * Keeps what the undo of a task asks for, once its work is done.
     *
     * @param unset the variables that its outputs would have become, where they became none
     */
    public void keep(
            TaskRow task,
            Map<String, @Nullable Object> outputs,
            Map<String, @Nullable Object> unset,
            EngineTransaction at) {
        orders.keep(task, outputs, unset, at);
    }

    /**
     * Begins what an event throws; says whether there is something to undo, so that the event has to wait. A timer comes here
     * without the lock of the call tree, under which outcomes are applied: two that looked at the same time would both begin an
     * undo, or neither.
     */
    public boolean thrown(CompensationThrown thrown, GatedModel model, EngineTransaction at) {
        Locks.instances(at.sql(), List.of(thrown.rootId()));
        CompensationTable table = new CompensationTable(at.sql());
        String id = ids.get();
        String activity = thrown.activity();
        int taken = activity == null
                ? table.takeIn(id, Set.of(thrown.scopeId()))
                : table.takeOf(id, thrown.scopeId(), model.compensation().tasksOf(activity));
        if (taken == 0) {
            return false;
        }
        String tenant = Heritage.of(thrown.instanceId(), at.sql()).tenant();
        Run.Instance instance = new Run.Instance(thrown.instanceId(), thrown.rootId(), tenant);
        begin(
                new Run(id, instance, thrown.element(), Cause.EVENT, thrown.executionId(), Leave.BY_ITS_FLOWS),
                taken,
                at);
        return true;
    }

    /** A run that has taken what it undoes, but has not begun. */
    public record Prepared(Run run, int taken, boolean wholeTree) {}

    /**
     * Takes what a task wants to be undone. Where the model catches its error, that is the scope around the task and those
     * that the error leaves; where nothing does, all that the call tree has done.
     *
     * @return empty when nothing can be undone
     */
    public Optional<Prepared> required(TaskRow task, TaskError error, EngineTransaction at) {
        CompensationTable table = new CompensationTable(at.sql());
        String place = task.place().executionId();
        Optional<Caught> caught = at.waiting().caught(place, error.code());
        String id = ids.get();
        if (caught.isEmpty()) {
            Leave leave = new Leave(List.of(), error);
            Run run = new Run(id, instance(task), task.kind().element(), Cause.REQUIRED, null, leave);
            return prepared(run, table.takeAll(id, task.place().rootId()), true);
        }
        List<String> scopes =
                at.waiting().scopes(place).subList(0, Math.max(1, caught.get().scopesLeft()));
        Leave leave = new Leave(caught.get().interrupts() ? scopes : List.of(), error);
        Run run = new Run(id, instance(task), task.kind().element(), Cause.REQUIRED, place, leave);
        return prepared(run, table.takeIn(id, scopes), false);
    }

    private static Optional<Prepared> prepared(Run run, int taken, boolean wholeTree) {
        return taken == 0 ? Optional.empty() : Optional.of(new Prepared(run, taken, wholeTree));
    }

    /** Begins a run that a task required, once the task has ended. Where nothing catches its error, the call tree ends first. */
    public void begin(Prepared prepared, EngineTransaction at) {
        Run run = prepared.run();
        if (prepared.wholeTree()) {
            TaskError error = run.leave().error();
            String why = error == null ? "" : ": " + error.code() + ": " + error.message();
            if (error != null) {
                UnitErrors.keep(run.instance().rootId(), "compensate_required", error, at);
            }
            at.runs().delete(run.instance().rootId(), "compensation required by element " + run.element() + why);
        }
        begin(run, prepared.taken(), at);
    }

    private void begin(Run run, int taken, EngineTransaction at) {
        new CompensationTable(at.sql()).insert(run);
        news.started(run, taken, at);
        goOn(run.instance().rootId(), at);
    }

    /**
     * Undoes a task that succeeded after it was taken back, where something undoes it: the last completed comes first.
     *
     * @param unset the variables that its outputs would have become
     */
    public void lateEffect(
            TaskRow task,
            Map<String, @Nullable Object> outputs,
            Map<String, @Nullable Object> unset,
            EngineTransaction at) {
        if (task.bond().compensationId() != null) {
            return;
        }
        orders.keep(task, outputs, unset, at);
        String id = ids.get();
        new CompensationTable(at.sql()).takeLate(id, task.id());
        begin(new Run(id, instance(task), task.kind().element(), Cause.LATE_EFFECT, null, Leave.BY_ITS_FLOWS), 1, at);
    }

    /** An undo has succeeded, and its row has ended: the next one follows, and who waits for the last one goes on. */
    public void undone(TaskRow undo, EngineTransaction at) {
        CompensationTable table = new CompensationTable(at.sql());
        TaskRow undone = table.task(String.valueOf(undo.bond().undoes()));
        if (undone != null) {
            news.undone(undone, undo, at);
        }
        Run run = table.get(String.valueOf(undo.bond().compensationId()));
        table.takeIn(run.id(), run.leave().scopes());
        if (!table.hasDue(run.id()) && table.end(run.id(), true)) {
            news.ended(run, true, at);
            leave(run, at);
        }
        goOn(undo.place().rootId(), at);
    }

    /** Begins the next undo of a call tree, unless one is at work. */
    private void goOn(String rootId, EngineTransaction at) {
        CompensationTable table = new CompensationTable(at.sql());
        if (!table.undoes(rootId)) {
            table.next(rootId).ifPresent(due -> activations.undo(due.task(), due.order(), due.run(), at));
        }
    }

    /** Lets the place go on that waits; it may be gone. */
    private static void leave(Run run, EngineTransaction at) {
        String place = run.executionId();
        TaskError error = run.leave().error();
        if (place == null) {
            return;
        }
        if (error == null) {
            at.waiting().advance(place);
        } else if (at.waiting().catches(place, error.code())) {
            at.waiting().raise(place, error.code(), error.message());
        }
    }

    /** The place in the instance of an undo that waits for it; empty when nobody does. */
    public Optional<String> place(TaskRow undo, EngineTransaction at) {
        Run run = new CompensationTable(at.sql()).get(String.valueOf(undo.bond().compensationId()));
        boolean same = run.instance().id().equals(undo.place().instanceId());
        return same ? Optional.ofNullable(run.executionId()) : Optional.empty();
    }

    /** A person has given up an undo: the run never counts as done, and nothing more of it is undone. */
    public void givenUp(TaskRow undo, EngineTransaction at) {
        CompensationTable table = new CompensationTable(at.sql());
        Run run = table.get(String.valueOf(undo.bond().compensationId()));
        if (table.end(run.id(), false)) {
            news.ended(run, false, at);
        }
        goOn(undo.place().rootId(), at);
    }

    private static Run.Instance instance(TaskRow task) {
        return new Run.Instance(
                task.place().instanceId(), task.place().rootId(), task.place().tenant());
    }
}
