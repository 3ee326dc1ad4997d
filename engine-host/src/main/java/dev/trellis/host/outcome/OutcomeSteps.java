package dev.trellis.host.outcome;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.db.Ids;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.incident.IncidentDraft;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import dev.trellis.host.task.ReadyTasks;
import dev.trellis.host.task.TaskNews;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import dev.trellis.host.task.TaskTable.NextAttempt;
import dev.trellis.host.unit.UnitErrors;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries out decisions on tasks, in the transaction of the caller. */
public final class OutcomeSteps {
    private final Chronicle chronicle;
    private final IncidentLog incidents;
    private final Ids ids;
    private final ReadyTasks ready;

    /** @param ready is told of each task that becomes ready */
    public OutcomeSteps(Chronicle chronicle, IncidentLog incidents, Ids ids, ReadyTasks ready) {
        this.chronicle = chronicle;
        this.incidents = incidents;
        this.ids = ids;
        this.ready = ready;
    }

    /** Ends a task well; the caller has set its outputs and lets the process go on. */
    void succeed(TaskRow task, TaskLifecycle.Succeeded end, Json message, EngineTransaction at) {
        new TaskTable(at.sql()).end(task.id(), end, message);
        tell(task, end.status(), Map.of(), at);
    }

    /** Ends a task that wants to be undone what came before it; the caller begins that. */
    void requireCompensation(TaskRow task, Decision.Compensate decision, Json message, EngineTransaction at) {
        new TaskTable(at.sql()).end(task.id(), decision.end(), message);
        tell(task, decision.end().status(), Map.of("code", decision.error().code()), at);
    }

    /** Makes another attempt. */
    public void retry(
            TaskRow task,
            TaskLifecycle.Ready next,
            Duration delay,
            String ending,
            TaskError why,
            @Nullable Json inputs,
            EngineTransaction at) {
        String reason = why.code() + ": " + why.message();
        new TaskTable(at.sql()).nextAttempt(task, new NextAttempt(next, ids.token(), delay, ending, reason, inputs));
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("code", why.code());
        more.put("message", why.message());
        more.put("delay_ms", delay.toMillis());
        tell(task, "retried", next.status(), more, at);
        ready.madeReady(at);
    }

    /** Ends a task as failed and lets the model's error path go on. */
    public void raise(TaskRow task, TaskLifecycle end, TaskError error, @Nullable Json message, EngineTransaction at) {
        end(task, end, error, message, at);
        if (at.waiting().catches(task.place().executionId(), error.code())) {
            at.waiting().raise(task.place().executionId(), error.code(), error.message());
        } else {
            UnitErrors.raise(task.place().rootId(), error, at);
        }
    }

    /** Ends a task as failed where no error path of the model goes on. */
    void end(TaskRow task, TaskLifecycle end, TaskError error, @Nullable Json message, EngineTransaction at) {
        new TaskTable(at.sql()).end(task.id(), end, message);
        tell(task, end.status(), Map.of("code", error.code(), "message", error.message()), at);
    }

    /** Opens an incident of a task. */
    public String ask(TaskRow task, TaskLifecycle.Incident to, String code, TaskError error, EngineTransaction at) {
        new TaskTable(at.sql()).move(task.id(), to, error.code() + ": " + error.message());
        Map<String, Object> details =
                TaskNews.details(task.id(), task.kind(), task.state().attempt());
        details.put("error_code", error.code());
        tell(task, to.status(), Map.of("code", error.code()), at);
        return incidents.open(
                new IncidentDraft(
                        task.place().tenant(),
                        task.place().instanceId(),
                        task.id(),
                        code,
                        "element " + task.kind().element() + ", attempt "
                                + task.state().attempt() + ": " + error.code() + ": " + error.message(),
                        JsonValues.json(details),
                        null),
                at);
    }

    /** Notes that a person approved a task, which is ready now. */
    void approved(TaskRow task, String by, EngineTransaction at) {
        tell(task, "approved", "ready", Map.of("by", by), at);
        ready.madeReady(at);
    }

    /** Tells that an executor holds a task. */
    void running(TaskRow task, TaskLifecycle.Running running, EngineTransaction at) {
        chronicle.note(event(task, running.status(), Map.of()), at);
    }

    /** Notes a success that came after its task was taken back. */
    void lateEffect(TaskRow task, Json message, EngineTransaction at) {
        at.sql()
                .createUpdate("update task set outcome = :outcome where id = :id")
                .bind("id", task.id())
                .bind("outcome", message.text())
                .execute();
        tell(task, "late_effect", "late_effect", Map.of(), at);
    }

    private void tell(TaskRow task, String status, Map<String, Object> more, EngineTransaction at) {
        tell(task, status, status, more, at);
    }

    private void tell(TaskRow task, String kind, String status, Map<String, Object> more, EngineTransaction at) {
        Map<String, Object> details =
                TaskNews.details(task.id(), task.kind(), task.state().attempt());
        details.putAll(more);
        chronicle.note(
                new AuditEntry(task.place().instanceId(), "task." + kind, "trellis", JsonValues.json(details)),
                event(task, status, more),
                at);
        ready.placeLeft(at);
    }

    private static Event event(TaskRow task, String status, Map<String, Object> more) {
        Map<String, Object> details =
                TaskNews.details(task.id(), task.kind(), task.state().attempt());
        details.putAll(more);
        return new Event(
                EventTypes.taskStatus(status),
                task.id(),
                task.place().tenant(),
                TaskNews.data(task.place(), details),
                null);
    }
}
