package dev.trellis.host.task;

import dev.trellis.contract.event.EventTypes;
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
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.incident.IncidentDraft;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.instance.Heritages;
import dev.trellis.host.instance.InstanceTable.Heritage;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import dev.trellis.host.task.Classification.Activation;
import dev.trellis.host.task.Classification.Classified;
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
    private final Classification classification;

    /**
     * What the outside provides.
     *
     * @param ready is told of each task that becomes ready
     */
    public record Wiring(Ids ids, ReadyTasks ready, Heritages heritages) {}

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
        this.classification = new Classification(catalog, models, wiring.ids());
    }

    /** Inserts the task of an activation. */
    public void reached(TaskReached reached, EngineTransaction transaction) {
        Heritage heritage = wiring.heritages().of(reached.instanceId(), transaction);
        ServiceTaskUse use = models.serviceTask(reached.definitionId(), reached.element(), transaction.sql())
                .orElseThrow(() -> new IllegalStateException("no service task " + reached.element()));
        String taskType = reached.taskType() == null ? "unknown" : reached.taskType();
        String range = use.topic().versionRange();
        Pin pin = heritage.lock().task(taskType, range).orElseGet(() -> catalog.taskType(taskType, range));
        Classified classified = classification.of(
                new Activation(reached, use, heritage, pin, taskType),
                Ask.of(reached, use, heritage, pin),
                transaction);
        String id = wiring.ids().get();
        Place place = new Place(id, reached.instanceId(), reached.rootId(), reached.executionId(), heritage.tenant());
        Kind kind = new Kind(reached.element(), reached.loopIndex(), taskType, pin.version());
        insert(new Birth(place, kind, pin, classified, range), heritage, transaction);
    }

    private record Birth(
            Place place,
            Kind kind,
            Pin pin,
            Classified classified,
            @Nullable String range) {
        Ask ask() {
            return classified.ask();
        }
    }

    private void insert(Birth birth, Heritage heritage, EngineTransaction transaction) {
        Obstacle obstacle = birth.ask().obstacle();
        Optional<String> hold =
                obstacle != null ? Optional.empty() : approvals.hold(draft(birth, heritage), transaction.sql());
        TaskLifecycle status = status(obstacle, hold);
        Terms terms = terms(birth);
        State state = new State(status, 1, wiring.ids().token(), false);
        NewTask.Demand demand = new NewTask.Demand(
                birth.range(),
                birth.ask().priority(),
                birth.ask().inputs(),
                birth.ask().parts().toJson(),
                obstacle != null ? obstacle.message() : hold.orElse(null),
                birth.classified().labels().toJson());
        new TaskTable(transaction.sql()).insert(new NewTask(birth.place(), birth.kind(), state, terms, demand));
        tell(birth, status, heritage, transaction);
        if (obstacle != null) {
            incidents.open(incident(birth, obstacle), transaction);
        }
    }

    private static TaskLifecycle status(@Nullable Obstacle obstacle, Optional<String> hold) {
        if (obstacle != null) {
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
        chronicle.note(
                new AuditEntry(birth.place().instanceId(), "task.created", "trellis", JsonValues.json(details)),
                new Event(
                        EventTypes.taskStatus(status.status()),
                        birth.place().id(),
                        birth.place().tenant(),
                        TaskNews.data(birth.place(), details),
                        heritage.traceparent()),
                transaction);
        wiring.ready().madeReady(transaction);
    }

    private static IncidentDraft incident(Birth birth, Obstacle obstacle) {
        return new IncidentDraft(
                birth.place().tenant(),
                birth.place().instanceId(),
                birth.place().id(),
                obstacle.code(),
                "element " + birth.kind().element() + ": " + obstacle.message() + "; " + obstacle.remedy(),
                JsonValues.json(TaskNews.details(birth.place().id(), birth.kind(), 1)),
                null);
    }
}
