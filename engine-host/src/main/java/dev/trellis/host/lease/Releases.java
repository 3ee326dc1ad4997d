package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.incident.IncidentDraft;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.task.TaskNews;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Takes back the leases that an orchestrator could not use. A lease that went on meanwhile, or is known to be on its queue, is left
 * alone.
 */
final class Releases {
    private final HeldReports held;
    private final IncidentLog incidents;

    Releases(HeldReports held, IncidentLog incidents) {
        this.held = held;
        this.incidents = incidents;
    }

    void apply(List<Released> all, Handle handle) {
        List<Released> unsent = all.stream()
                .filter(released -> !held.knows(released.taskId(), released.attemptToken()))
                .toList();
        if (unsent.isEmpty()) {
            return;
        }
        Map<String, TaskRow> rows = new TaskTable(handle)
                .lock(unsent.stream().map(Released::taskId).distinct().toList()).stream()
                        .collect(Collectors.toMap(TaskRow::id, row -> row));
        for (Released released : unsent) {
            TaskRow row = rows.get(released.taskId());
            if (row != null
                    && row.state().token().equals(released.attemptToken())
                    && row.state().status() instanceof TaskLifecycle.Leased leased) {
                release(row, leased, released, handle);
            }
        }
    }

    private void release(TaskRow row, TaskLifecycle.Leased leased, Released released, Handle handle) {
        switch (released.decision()) {
            case Decision.Defer defer -> defer(row, leased.release(), released, defer, handle);
            case Decision.Park park -> ask(row, leased, park.code(), park.message(), released, handle);
            case Decision.Reject reject -> ask(row, leased, reject.code(), reject.message(), released, handle);
        }
    }

    private static void defer(
            TaskRow row, TaskLifecycle.Ready ready, Released released, Decision.Defer defer, Handle handle) {
        String why = reasons(released.reasons());
        new TaskTable(handle).move(row.id(), ready, why.isEmpty() ? "deferred" : why);
        handle.createUpdate("update task set ready_at = clock_timestamp() + :delay * interval '1 second',"
                        + " lease_owner = null where id = :id")
                .bind("id", row.id())
                .bind("delay", Math.max(0, defer.delaySeconds()))
                .execute();
    }

    private void ask(
            TaskRow row, TaskLifecycle.Leased leased, String code, String message, Released released, Handle handle) {
        new TaskTable(handle).move(row.id(), leased.raiseIncident(), code + ": " + message);
        Map<String, Object> details =
                TaskNews.details(row.id(), row.kind(), row.state().attempt());
        details.put("reasons", list(released.reasons()));
        incidents.open(
                new IncidentDraft(
                        row.place().tenant(),
                        row.place().instanceId(),
                        row.id(),
                        code,
                        "element " + row.kind().element() + ": " + message,
                        JsonValues.json(details),
                        null),
                handle);
    }

    private static String reasons(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> reason.rule() + ": " + reason.detail())
                .collect(Collectors.joining("; "));
    }

    static List<Map<String, String>> list(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> Map.of("rule", reason.rule(), "detail", reason.detail()))
                .toList();
    }
}
