package dev.trellis.host.task;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.db.Ids;
import dev.trellis.host.definition.Catalog;
import dev.trellis.host.definition.Pin;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.TaskReached;
import dev.trellis.host.gate.GatedModel;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.incident.IncidentDraft;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.instance.InstanceTable;
import dev.trellis.host.instance.InstanceTable.Heritage;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import dev.trellis.host.task.TaskRow.Bond;
import dev.trellis.host.task.TaskRow.Kind;
import dev.trellis.host.task.TaskRow.Place;
import dev.trellis.host.task.TaskRow.State;
import dev.trellis.host.task.TaskRow.Terms;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a task of each activation of an element, in the engine's transaction. What cannot be evaluated makes a task with
 * an incident rather than a failed step of the engine, so that the process stands where the model says.
 */
public final class Activations {
    private final Catalog catalog;
    private final ProcessModels models;
    private final ApprovalPolicy approvals;
    private final Chronicle chronicle;
    private final IncidentLog incidents;
    private final Wiring wiring;

    /**
     * What the outside provides.
     *
     * @param ready is called after a commit that made a task ready
     */
    public record Wiring(Ids ids, Runnable ready) {}

    public Activations(
            Catalog catalog,
            ProcessModels models,
            ApprovalPolicy approvals,
            Chronicle chronicle,
            IncidentLog incidents,
            Wiring wiring) {
        this.catalog = catalog;
        this.models = models;
        this.approvals = approvals;
        this.chronicle = chronicle;
        this.incidents = incidents;
        this.wiring = wiring;
    }

    /** Inserts the task of an activation. */
    public void reached(TaskReached reached, EngineTransaction transaction) {
        Heritage heritage = new InstanceTable(transaction.sql()).heritage(reached.instanceId());
        GatedModel model = models.model(reached.definitionId(), transaction.sql());
        ServiceTaskUse use = model.serviceTask(reached.element())
                .orElseThrow(() -> new IllegalStateException("no service task " + reached.element()));
        String taskType = reached.taskType() == null ? "unknown" : reached.taskType();
        String range = use.topic().versionRange();
        Pin pin = heritage.lock().task(taskType, range).orElseGet(() -> catalog.taskType(taskType, range));
        Ask ask = Ask.of(reached, use, heritage, pin);
        String id = wiring.ids().get();
        Place place = new Place(id, reached.instanceId(), reached.rootId(), reached.executionId(), heritage.tenant());
        Kind kind = new Kind(reached.element(), reached.loopIndex(), taskType, pin.version());
        UndoneBy undoneBy = UndoneBy.of(model, reached.element(), taskType, pin);
        Bond bond = new Bond(Action.EXECUTE, reached.scopeId(), undoneBy, null, null);
        insert(new Birth(place, kind, pin, ask, range, bond), heritage, transaction);
    }

    /**
     * Inserts the task that undoes another one. It waits at no place of the model, so that nothing in the model takes it back.
     *
     * @param order as it was kept with the task that is undone
     */
    public void undo(TaskRow undone, Json order, String compensationId, EngineTransaction transaction) {
        Heritage heritage =
                new InstanceTable(transaction.sql()).heritage(undone.place().instanceId());
        UndoOrder undo = UndoOrder.of(order);
        Pin pin = heritage.lock()
                .task(undo.taskType(), undo.range())
                .orElseGet(() -> catalog.taskType(undo.taskType(), undo.range()));
        Place place = new Place(
                wiring.ids().get(),
                undone.place().instanceId(),
                undone.place().rootId(),
                compensationId,
                heritage.tenant());
        Kind kind = new Kind(undo.element(), undone.kind().loopIndex(), undo.taskType(), pin.version());
        Bond bond = new Bond(undo.action(), "", null, undone.id(), compensationId);
        insert(new Birth(place, kind, pin, undo.ask(), undo.range(), bond), heritage, transaction);
    }

    private record Birth(
            Place place,
            Kind kind,
            Pin pin,
            Ask ask,
            @Nullable String range,
            Bond bond) {}

    private void insert(Birth birth, Heritage heritage, EngineTransaction transaction) {
        String problem = birth.ask().problem();
        Optional<String> hold =
                problem != null ? Optional.empty() : approvals.hold(draft(birth, heritage), transaction.sql());
        TaskLifecycle status = status(problem, hold);
        Terms terms = terms(birth);
        State state = new State(status, 1, wiring.ids().token(), false);
        NewTask.Demand demand = new NewTask.Demand(
                birth.range(),
                birth.ask().priority(),
                birth.ask().inputs(),
                birth.ask().parts().toJson(),
                problem != null ? problem : hold.orElse(null));
        new TaskTable(transaction.sql())
                .insert(new NewTask(birth.place(), birth.kind(), state, terms, birth.bond(), demand));
        tell(birth, status, heritage, transaction);
        if (problem != null) {
            incidents.open(incident(birth, problem), transaction.sql());
        }
    }

    private static TaskLifecycle status(@Nullable String problem, Optional<String> hold) {
        if (problem != null) {
            return new TaskLifecycle.Ready().raiseIncident();
        }
        return hold.isPresent() ? new TaskLifecycle.AwaitingApproval() : new TaskLifecycle.Ready();
    }

    private static Terms terms(Birth birth) {
        TaskPolicy asked = birth.ask().asked();
        var limits = birth.pin().limits();
        int timeout = lower(asked.timeoutSeconds(), limits.timeoutSeconds());
        return new Terms(
                lower(asked.retries(), limits.retries()),
                timeout,
                Math.min(timeout, lower(asked.heartbeatSeconds(), limits.heartbeatSeconds())),
                birth.pin().effect());
    }

    private static int lower(@Nullable Integer asked, int allowed) {
        return asked == null ? allowed : Math.min(asked, allowed);
    }

    private static TaskDraft draft(Birth birth, Heritage heritage) {
        return new TaskDraft(
                birth.place().id(),
                birth.place().instanceId(),
                birth.place().tenant(),
                birth.kind().taskType(),
                birth.pin().version(),
                birth.ask().asked(),
                heritage.submitter(),
                birth.ask().inputs());
    }

    private void tell(Birth birth, TaskLifecycle status, Heritage heritage, EngineTransaction transaction) {
        Map<String, Object> details = TaskNews.details(birth.place().id(), birth.kind(), 1);
        String undoes = birth.bond().undoes();
        if (undoes != null) {
            details.put("undoes", undoes);
        }
        chronicle.note(
                new AuditEntry(birth.place().instanceId(), "task.created", "trellis", JsonValues.json(details)),
                new Event(
                        EventTypes.taskStatus(status.status()),
                        birth.place().id(),
                        birth.place().tenant(),
                        TaskNews.data(birth.place(), details),
                        heritage.traceparent()),
                transaction.sql());
        transaction.afterCommit(wiring.ready());
    }

    private static IncidentDraft incident(Birth birth, String problem) {
        return new IncidentDraft(
                birth.place().tenant(),
                birth.place().instanceId(),
                birth.place().id(),
                "inputs_not_evaluated",
                "element " + birth.kind().element() + ": " + problem
                        + "; retry with the inputs as you want them, or cancel the instance",
                JsonValues.json(TaskNews.details(birth.place().id(), birth.kind(), 1)),
                null);
    }
}
