package dev.trellis.host.lease;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TimeLimits;
import dev.trellis.host.task.RequestParts;
import dev.trellis.host.trace.SpanIds;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/**
 * Leases ready tasks in one statement. Each tenant's candidates come from an index, per class of priority in the order of
 * their age; a task that waits rises by one class a minute; tenants take turns. Rows that another orchestrator is about to
 * lease are skipped. A lease that lapsed unconfirmed is leased again as the same attempt with the same token. Rows are looked
 * up by arrays of ids and times are compared with the statement's: by joins, or by the clock, which moves on, a lease would read
 * all that is ready, or leased.
 */
final class Leasing {
    /** Seconds of waiting that weigh as much as one class of priority. */
    private static final int AGEING_SECONDS = 60;

    private static final String LEASE = """
            with recursive tenants (tenant) as (
              (select tenant from task where status = 'ready' and not suspended order by tenant limit 1)
              union all
              select (select t.tenant from task t where t.status = 'ready' and not t.suspended and t.tenant > tenants.tenant
                       order by t.tenant limit 1)
                from tenants where tenants.tenant is not null),
            candidates as (
              select c.* from tenants, generate_series(0, 3) as class (priority),
                lateral (select t.id, t.tenant, t.priority, t.ready_at from task t
                          where t.tenant = tenants.tenant and t.priority = class.priority and t.status = 'ready'
                            and not t.suspended and t.ready_at <= statement_timestamp()
                          order by t.ready_at limit :max) c
              union all
              (select t.id, t.tenant, t.priority, t.ready_at from task t
                where t.status = 'leased' and not t.suspended and t.lease_until < statement_timestamp()
                order by t.lease_until limit :max)),
            turns as (
              select id, score, row_number() over (partition by tenant order by score desc, ready_at, id) as turn
                from (select *, priority + extract(epoch from clock_timestamp() - ready_at) / :ageing as score
                        from candidates) as scored),
            chosen as (
              select t.id from task t join turns on turns.id = t.id
               where t.id = any(array(select id from turns))
                 and not t.suspended and (t.status = 'ready' and t.ready_at <= statement_timestamp()
                      or t.status = 'leased' and t.lease_until < statement_timestamp())
               order by turns.turn, turns.score desc, t.id limit :max for update of t skip locked)
            update task t
               set status = 'leased', lease_owner = :owner, hold_reason = null,
                   lease_until = clock_timestamp() + :lease * interval '1 millisecond',
                   not_after = clock_timestamp() + :wait * interval '1 second',
                   times = jsonb_build_object('leased', clock_timestamp()) || t.times
              from chosen where t.id = chosen.id and t.id = any(array(select id from chosen))
            returning t.id, t.action, t.attempt, t.attempt_token, t.task_type, t.pinned_version, t.version_range, t.inputs,
                      t.request, t.timeout_s, t.heartbeat_s, t.not_after, t.priority, t.ready_at
            """;

    private final Duration queueWait;
    private final HeldReports held;

    /**
     * @param queueWait how long a request may wait in its queue
     * @param held what is known to be on its queue and not yet written
     */
    Leasing(Duration queueWait, HeldReports held) {
        this.queueWait = queueWait;
        this.held = held;
    }

    /**
     * Leases up to {@code max} tasks, the most urgent first. What lapsed although this host holds its confirmation is leased and
     * not handed out: it need not be sent again.
     *
     * @param lease until a confirmation must come
     */
    Batch lease(String owner, int max, Duration lease, Handle handle) {
        if (max == 0) {
            return Batch.NOTHING;
        }
        List<LeasedTask> leased = ranked(owner, max, lease, handle);
        return new Batch(leased.stream().filter(task -> !isSent(task)).toList(), leased.size() == max);
    }

    /**
     * What was leased at once.
     *
     * @param full whether more may be ready
     */
    record Batch(List<LeasedTask> tasks, boolean full) {
        static final Batch NOTHING = new Batch(List.of(), false);
    }

    private boolean isSent(LeasedTask task) {
        return held.knows(task.attempt().taskId().value(), task.attempt().token());
    }

    private List<LeasedTask> ranked(String owner, int max, Duration lease, Handle handle) {
        return handle
                .createQuery(LEASE)
                .bind("owner", owner)
                .bind("max", max)
                .bind("ageing", AGEING_SECONDS)
                .bind("lease", lease.toMillis())
                .bind("wait", queueWait.toSeconds())
                .map(row -> new Ranked(
                        row.getColumn("priority", Integer.class),
                        row.getColumn("ready_at", OffsetDateTime.class),
                        task(row)))
                .list()
                .stream()
                .sorted(Comparator.comparingInt(Ranked::priority).reversed().thenComparing(Ranked::readyAt))
                .map(Ranked::task)
                .toList();
    }

    private record Ranked(int priority, OffsetDateTime readyAt, LeasedTask task) {}

    private static LeasedTask task(RowView row) {
        Attempt attempt = new Attempt(
                new TaskId(row.getColumn("id", String.class)),
                row.getColumn("attempt", Integer.class),
                row.getColumn("attempt_token", String.class));
        RequestParts parts = parts(row, attempt);
        return new LeasedTask(
                attempt,
                Action.valueOf(row.getColumn("action", String.class).toUpperCase(Locale.ROOT)),
                new Demand(
                        row.getColumn("task_type", String.class),
                        row.getColumn("pinned_version", String.class),
                        row.getColumn("version_range", String.class),
                        parts.capabilities()),
                new Payload.Inline(new Json(row.getColumn("inputs", String.class))),
                parts.artifactsIn(),
                new TimeLimits(
                        row.getColumn("not_after", OffsetDateTime.class).toInstant(),
                        row.getColumn("timeout_s", Integer.class),
                        row.getColumn("heartbeat_s", Integer.class)),
                parts.context());
    }

    private static RequestParts parts(RowView row, Attempt attempt) {
        RequestParts stored = RequestParts.of(new Json(row.getColumn("request", String.class)));
        return stored.traced(SpanIds.ofRequest(
                stored.context().traceparent(), attempt.taskId().value(), attempt.token()));
    }
}
