package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.event.EventTypes;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.incident.IncidentDraft;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import dev.trellis.host.outbox.OutboxTable;
import dev.trellis.host.task.TaskNews;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** What an orchestrator tells of its leases. A report on a task that went on meanwhile is ignored. */
final class LeaseReports {
    /** The shortest time after a dispatch at which the execution record is worth a look. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);

    private final OutboxTable outbox;
    private final IncidentLog incidents;

    LeaseReports(OutboxTable outbox, IncidentLog incidents) {
        this.outbox = outbox;
        this.incidents = incidents;
    }

    void apply(CycleRequest request, Handle handle) {
        if (request.confirmed().isEmpty() && request.released().isEmpty()) {
            return;
        }
        Map<String, TaskRow> rows = new TaskTable(handle)
                        .lock(Stream.concat(
                                        request.confirmed().stream().map(Confirmed::taskId),
                                        request.released().stream().map(Released::taskId))
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(TaskRow::id, row -> row));
        List<Event> events = new ArrayList<>();
        for (Confirmed confirmed : request.confirmed()) {
            TaskRow row = rows.get(confirmed.taskId());
            if (row != null && held(row, confirmed.attemptToken())) {
                confirm(row, confirmed.route(), handle);
                events.add(event(row, "queued"));
            }
        }
        for (Released released : request.released()) {
            TaskRow row = rows.get(released.taskId());
            if (row != null
                    && held(row, released.attemptToken())
                    && row.state().status() instanceof TaskLifecycle.Leased leased) {
                release(row, leased, released, handle);
            }
        }
        outbox.appendAll(events, handle);
    }

    private static boolean held(TaskRow row, String token) {
        return row.state().status() instanceof TaskLifecycle.Leased
                && row.state().token().equals(token);
    }

    private static void confirm(TaskRow row, Route route, Handle handle) {
        long look = Math.max(FIRST_LOOK.toSeconds(), 2L * row.terms().heartbeatSeconds());
        handle.createUpdate("update task set status = 'queued', lease_until = null, hold_reason = null, route = :route,"
                        + " watch_at = clock_timestamp() + :look * interval '1 second',"
                        + " times = jsonb_build_object('queued', clock_timestamp()) || times where id = :id")
                .bind("id", row.id())
                .bind("route", json(route).text())
                .bind("look", look)
                .execute();
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
        details.put("reasons", reasonList(released.reasons()));
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

    private static Event event(TaskRow row, String status) {
        Map<String, Object> details =
                TaskNews.details(row.id(), row.kind(), row.state().attempt());
        return new Event(
                EventTypes.taskStatus(status),
                row.id(),
                row.place().tenant(),
                TaskNews.data(row.place(), details),
                null);
    }

    private static String reasons(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> reason.rule() + ": " + reason.detail())
                .collect(Collectors.joining("; "));
    }

    private static List<Map<String, String>> reasonList(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> Map.of("rule", reason.rule(), "detail", reason.detail()))
                .toList();
    }

    private static Json json(Route route) {
        return JsonValues.json(
                Map.of("version", route.version(), "queue", route.queue(), "reasons", reasonList(route.reasons())));
    }
}
