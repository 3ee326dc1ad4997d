package dev.trellis.host.cancel;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import dev.trellis.host.task.TaskNews;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Marks the tasks of vanished waiting places as cancelled, in the engine's transaction. */
public final class Cancellations {
    private final Chronicle chronicle;
    private final IncidentLog incidents;
    private final Runnable due;

    /** @param due is called after a commit that left tombstones to write */
    public Cancellations(Chronicle chronicle, IncidentLog incidents, Runnable due) {
        this.chronicle = chronicle;
        this.incidents = incidents;
        this.due = due;
    }

    public void gone(Set<String> executionIds, EngineTransaction transaction) {
        List<TaskRow> cancelled = new TaskTable(transaction.sql()).cancelAt(executionIds);
        cancelled.forEach(task -> cancelled(task, transaction));
        if (mayRun(cancelled, transaction) > 0) {
            transaction.afterCommit(due);
        }
    }

    /**
     * Notes those that may run, whatever the kernel has seen of them: a task that was ever leased may lie on its queue, also
     * when its lease was given back or a person was asked meanwhile.
     */
    private static int mayRun(List<TaskRow> cancelled, EngineTransaction at) {
        return at.sql()
                .createUpdate("insert into cancellation (task_id, tenant) select id, tenant from task"
                        + " where id = any(:ids) and (not_after is not null or attempt > 1) on conflict do nothing")
                .bind("ids", cancelled.stream().map(TaskRow::id).toArray(String[]::new))
                .execute();
    }

    private void cancelled(TaskRow task, EngineTransaction at) {
        incidents.settle(task.id(), "the task was cancelled", at.sql());
        Map<String, Object> details =
                TaskNews.details(task.id(), task.kind(), task.state().attempt());
        chronicle.note(
                new AuditEntry(task.place().instanceId(), "task.cancelled", "trellis", JsonValues.json(details)),
                new Event(
                        EventTypes.taskStatus("cancelled"),
                        task.id(),
                        task.place().tenant(),
                        TaskNews.data(task.place(), details),
                        null),
                at);
    }
}
