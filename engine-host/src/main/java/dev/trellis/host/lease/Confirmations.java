package dev.trellis.host.lease;

import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.event.EventTypes;
import dev.trellis.contract.json.Json;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.lease.HeldReports.Report;
import dev.trellis.host.outbox.Event;
import dev.trellis.host.outbox.OutboxTable;
import dev.trellis.host.task.TaskNews;
import dev.trellis.host.task.TaskRow;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Writes confirmations of dispatch, all in one statement that waits for no lock. */
final class Confirmations {
    /** The shortest time after a dispatch at which the execution record is worth a look. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);

    /** A task that went on meanwhile under the same token keeps the route alone, for those who ask why. */
    private static final String CONFIRM = """
            with told as (
              select id, token, route, clock_timestamp() - cast(age as bigint) * interval '1 millisecond' as at
                from unnest(:ids, :tokens, :routes, :ages) as r (id, token, route, age)),
            free as (
              select t.id, t.status, told.route, told.at from told
                join task t on t.id = told.id and t.attempt_token = told.token
               where t.status = 'leased' or t.status <> 'ready' and t.route is distinct from told.route
               order by t.id for update of t skip locked)
            update task t
               set route = free.route,
                   status = case free.status when 'leased' then 'queued' else free.status end,
                   lease_until = null,
                   hold_reason = case when free.status <> 'leased' then t.hold_reason end,
                   watch_at = case free.status when 'leased'
                     then free.at + greatest(:look, 2 * t.heartbeat_s) * interval '1 second' else t.watch_at end,
                   times = case free.status when 'leased'
                     then jsonb_build_object('queued', free.at) || t.times else t.times end
              from free where t.id = free.id
            returning free.status = 'leased' as confirmed,
            """ + TaskRow.COLUMNS;

    private static final String STILL_LEASED = "select t.id from task t"
            + " join unnest(:ids, :tokens) as told (id, token) on t.id = told.id and t.attempt_token = told.token"
            + " where t.status = 'leased'";

    private final OutboxTable outbox;

    Confirmations(OutboxTable outbox) {
        this.outbox = outbox;
    }

    /**
     * Notes that tasks are on their queues, as far as they are still leased under the same token and nobody else is at them.
     *
     * @return the tasks that are queued now
     */
    Set<String> write(Collection<Report> reports, Handle handle) {
        if (reports.isEmpty()) {
            return Set.of();
        }
        List<TaskRow> queued = handle
                .createQuery(CONFIRM)
                .bind("ids", array(reports, Confirmed::taskId))
                .bind("tokens", array(reports, Confirmed::attemptToken))
                .bind("routes", array(reports, told -> json(told.route()).text()))
                .bind(
                        "ages",
                        reports.stream()
                                .map(report -> Long.toString(report.age().toMillis()))
                                .toArray(String[]::new))
                .bind("look", FIRST_LOOK.toSeconds())
                .map(row -> new Written(row.getColumn("confirmed", Boolean.class), TaskRow.of(row)))
                .list()
                .stream()
                .filter(Written::confirmed)
                .map(Written::row)
                .toList();
        outbox.append(queued.stream().map(Confirmations::event).toList(), handle);
        return queued.stream().map(TaskRow::id).collect(Collectors.toSet());
    }

    private record Written(boolean confirmed, TaskRow row) {}

    /** The tasks that are leased under the token of their report: somebody was at them when the reports were written. */
    Set<String> stillLeased(Collection<Report> reports, Handle handle) {
        if (reports.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(handle.createQuery(STILL_LEASED)
                .bind("ids", array(reports, Confirmed::taskId))
                .bind("tokens", array(reports, Confirmed::attemptToken))
                .mapTo(String.class)
                .list());
    }

    private static String[] array(Collection<Report> reports, Function<Confirmed, String> part) {
        return reports.stream().map(Report::told).map(part).toArray(String[]::new);
    }

    private static Event event(TaskRow row) {
        Map<String, Object> details =
                TaskNews.details(row.id(), row.kind(), row.state().attempt());
        return new Event(
                EventTypes.taskStatus("queued"),
                row.id(),
                row.place().tenant(),
                TaskNews.data(row.place(), details),
                null);
    }

    private static Json json(Route route) {
        return JsonValues.json(
                Map.of("version", route.version(), "queue", route.queue(), "reasons", Releases.list(route.reasons())));
    }
}
