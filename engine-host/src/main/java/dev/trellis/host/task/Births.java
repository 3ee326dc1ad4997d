package dev.trellis.host.task;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.definition.Pin;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.incident.IncidentDraft;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.instance.Heritage;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import dev.trellis.host.task.Classification.Classified;
import dev.trellis.host.task.TaskRow.Bond;
import dev.trellis.host.task.TaskRow.Kind;
import dev.trellis.host.task.TaskRow.Place;
import dev.trellis.host.task.TaskRow.State;
import dev.trellis.host.task.TaskRow.Terms;
import dev.trellis.host.trace.SpanIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Inserts tasks: ready, awaiting approval, or with the incident that keeps them from running. */
final class Births {
    /** The process that runs a task submitted alone. */
    private static final String SUBMITTED = "kernel.task";

    private final ApprovalPolicy approvals;
    private final Chronicle chronicle;
    private final IncidentLog incidents;
    private final Activations.Wiring wiring;

    Births(ApprovalPolicy approvals, Chronicle chronicle, IncidentLog incidents, Activations.Wiring wiring) {
        this.approvals = approvals;
        this.chronicle = chronicle;
        this.incidents = incidents;
        this.wiring = wiring;
    }

    /** A task that is not yet in the table. */
    record Birth(
            Place place,
            Kind kind,
            Pin pin,
            Classified classified,
            @Nullable String range,
            Bond bond) {
        Ask ask() {
            return classified.ask();
        }
    }

    void insert(Birth birth, Heritage heritage, EngineTransaction transaction) {
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
                parts(birth, heritage).toJson(),
                obstacle != null ? obstacle.message() : hold.orElse(null),
                birth.classified().labels().toJson(),
                heritage.traceparent() == null
                        ? List.of()
                        : transaction.causes().now());
        new TaskTable(transaction.sql())
                .insert(new NewTask(birth.place(), birth.kind(), state, terms, birth.bond(), demand));
        tell(birth, status, heritage, transaction);
        if (obstacle != null) {
            incidents.open(incident(birth, obstacle), transaction);
        }
    }

    private static RequestParts parts(Birth birth, Heritage heritage) {
        Place place = birth.place();
        return birth.ask()
                .parts()
                .keyed(key(birth, heritage))
                .traced(SpanIds.ofTask(heritage.traceparent(), place.rootId(), place.id()));
    }

    /**
     * The key under which outside systems take an effect once. The submitter's own is that of a task submitted alone; the tasks of
     * a process, and what undoes them, have each their own effect, so the task's id makes theirs different.
     */
    private static @Nullable String key(Birth birth, Heritage heritage) {
        String submitted = birth.ask().parts().context().idempotencyKey();
        boolean alone = heritage.process().equals(SUBMITTED) && birth.bond().undoes() == null;
        return submitted == null || alone
                ? submitted
                : submitted + "/" + birth.place().id();
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
