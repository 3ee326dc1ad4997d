package dev.trellis.host.lease;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.host.lease.LeaseRows.Ranked;
import dev.trellis.host.limit.Candidate;
import dev.trellis.host.limit.LimitGate;
import dev.trellis.host.limit.LimitGate.Passed;
import dev.trellis.host.unit.OwnTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/**
 * Leases ready tasks in one statement. Each tenant's candidates come from an index, per class of priority in the order of
 * their age; a task that waits rises by one class a minute. Tenants take turns, and whose turn comes first changes with every lease,
 * so that nobody is left out where there are more tenants than are leased at once. Rows that another orchestrator is about to
 * lease are skipped. A lease that lapsed unconfirmed is leased again as the same attempt with the same token. Rows are looked
 * up by arrays of ids and times are compared with the statement's: by joins, or by the clock, which moves on, a lease would read
 * all that is ready, or leased. Where policies limit something, candidates pass {@link LimitGate} before they are leased.
 */
final class Leasing {
    /** Seconds of waiting that weigh as much as one class of priority. */
    static final int AGEING_SECONDS = 60;

    /** How often one lease looks again after candidates had to wait aside. */
    private static final int MOST_LOOKS = 8;

    /** Looked at together where something is limited: many of them may have to wait. */
    private static final int CANDIDATES = 200;

    private static final String CHOSEN = """
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
              select id, tenant, score, row_number() over (partition by tenant order by score desc, ready_at, id) as turn
                from (select *, priority + extract(epoch from clock_timestamp() - ready_at) / :ageing as score
                        from candidates) as scored),
            chosen as (
              select t.id, turns.turn, turns.score from task t join turns on turns.id = t.id
               where t.id = any(array(select id from turns))
                 and not t.suspended and (t.status = 'ready' and t.ready_at <= statement_timestamp()
                      or t.status = 'leased' and t.lease_until < statement_timestamp())
               order by turns.turn, hashtextextended(turns.tenant, :round) limit :max for update of t skip locked)
            """;

    private static final String GRANT = """
            update task t
               set status = 'leased', lease_owner = :owner, hold_reason = null,
                   lease_until = clock_timestamp() + :lease * interval '1 millisecond',
                   not_after = clock_timestamp() + :wait * interval '1 second',
                   times = jsonb_build_object('leased', clock_timestamp()) || t.times
              from chosen where t.id = chosen.id and t.id = any(array(select id from chosen))
            returning\s""" + LeaseRows.RETURNED;

    private static final String LOOK = CHOSEN + """
            select t.id, t.tenant, t.task_type, t.pinned_version, t.version_range, t.status = 'ready' as fresh, case when :inputs then t.inputs else '{}' end as inputs
              from chosen join task t on t.id = chosen.id and t.id = any(array(select id from chosen))
             order by chosen.turn, chosen.score desc, t.id
            """;

    private static final String GRANT_THESE = "with chosen as (select unnest(:ids) as id) " + GRANT;

    private final Duration queueWait;
    private final HeldReports held;
    private final LimitGate gate;
    private final OwnTasks own;
    private final AtomicLong rounds = new AtomicLong();

    /**
     * @param queueWait how long a request may wait in its queue
     * @param held what is known to be on its queue and not yet written
     * @param gate what policies limit
     * @param own what the kernel executes itself
     */
    Leasing(Duration queueWait, HeldReports held, LimitGate gate, OwnTasks own) {
        this.queueWait = queueWait;
        this.held = held;
        this.gate = gate;
        this.own = own;
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
        Batch leased = gate.isOpen() ? freely(owner, max, lease, handle) : limited(owner, max, lease, handle);
        return leased.with(leased.tasks().stream()
                .filter(task -> !isSent(task))
                .collect(Collectors.partitioningBy(task -> own.isOwn(task.demand()))));
    }

    /**
     * What was leased at once.
     *
     * @param full whether more may be ready
     * @param next when a task that waits for a limit may begin, from now
     * @param own those that the kernel executes itself
     */
    record Batch(List<LeasedTask> tasks, boolean full, Optional<Duration> next, List<LeasedTask> own) {
        static final Batch NOTHING = new Batch(List.of(), false, Optional.empty());

        Batch(List<LeasedTask> tasks, boolean full, Optional<Duration> next) {
            this(tasks, full, next, List.of());
        }

        private Batch with(Map<Boolean, List<LeasedTask>> byOwn) {
            return new Batch(byOwn.getOrDefault(false, List.of()), full, next, byOwn.getOrDefault(true, List.of()));
        }
    }

    private boolean isSent(LeasedTask task) {
        return held.knows(task.attempt().taskId().value(), task.attempt().token());
    }

    private Batch freely(String owner, int max, Duration lease, Handle handle) {
        Query query = ordered(handle.createQuery(CHOSEN + GRANT), max);
        List<Ranked> leased = LeaseRows.read(granted(query, owner, lease));
        return new Batch(LeaseRows.inOrder(leased), leased.size() == max, Optional.empty());
    }

    /** Looks again as long as candidates had to wait aside, since what is behind them may go. */
    private Batch limited(String owner, int max, Duration lease, Handle handle) {
        List<Ranked> leased = new ArrayList<>();
        gate.wakeFreed(handle);
        boolean again = true;
        for (int look = 0; again && look < MOST_LOOKS && leased.size() < max; look++) {
            Passed passed = gate.admit(candidates(handle), max - leased.size(), handle);
            if (!passed.begun().isEmpty()) {
                Query query = handle.createQuery(GRANT_THESE)
                        .bind("ids", passed.begun().toArray(String[]::new));
                leased.addAll(LeaseRows.read(granted(query, owner, lease)));
            }
            gate.wake(passed.freed(), handle);
            again = passed.waiting() > 0;
        }
        return new Batch(LeaseRows.inOrder(leased), again || leased.size() == max, gate.next(handle));
    }

    private List<Candidate> candidates(Handle handle) {
        return ordered(handle.createQuery(LOOK), CANDIDATES)
                .bind("inputs", gate.readsInputs())
                .map(row -> new Candidate(
                        text(row, "id"),
                        text(row, "tenant"),
                        text(row, "task_type"),
                        row.getColumn("fresh", Boolean.class) && !own.isOwn(demand(row)),
                        new Json(text(row, "inputs"))))
                .list();
    }

    private static Demand demand(RowView row) {
        return new Demand(
                text(row, "task_type"),
                row.getColumn("pinned_version", String.class),
                row.getColumn("version_range", String.class),
                List.of());
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }

    private Query ordered(Query query, int max) {
        return query.bind("max", max).bind("ageing", AGEING_SECONDS).bind("round", rounds.incrementAndGet());
    }

    private Query granted(Query query, String owner, Duration lease) {
        return query.bind("owner", owner).bind("lease", lease.toMillis()).bind("wait", queueWait.toSeconds());
    }
}
