package dev.trellis.host.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait for limits, and what lets them go on: places whose tasks have ended, and tokens that have come back. Nothing here
 * waits for a lock.
 */
final class Waiters {
    static final int AT_ONCE = 500;

    private static final String ENDED = """
            select t.id, p.key from task t left join limit_place p on p.task_id = t.id
             where t.limited and t.status not in ('leased', 'queued', 'running') limit :most
            """;

    /** A task may have begun again meanwhile, under the lock of the key that is ours now. */
    private static final String FREE = """
            with gone as (
              delete from limit_place p using task t
               where t.id = p.task_id and p.task_id = any(:ids) and p.key = any(:keys)
                 and t.status not in ('leased', 'queued', 'running')),
            free as (
              select t.id from task t
               where t.id = any(:ids) and t.limited and t.status not in ('leased', 'queued', 'running')
                 and not exists (select 1 from limit_place p where p.task_id = t.id and p.key <> all(:keys))
               for update skip locked)
            update task t set limited = false from free where t.id = free.id
            """;

    private static final String DUE =
            "select key from limit_bucket where due_at <= statement_timestamp() order by due_at limit :most";

    private static final String NEXT = "select extract(epoch from greatest(due_at - clock_timestamp(), interval '0'))"
            + " from limit_bucket where due_at is not null order by due_at limit 1";

    /**
     * The most urgent ones of each key, tenants with the fewest places first: of those that have as many, whose turn it is. What was
     * cancelled or is suspended takes nobody's turn.
     */
    private static final String WAKE = """
            with open as (select key, free::integer as free from unnest(:keys, :free) as o (key, free)),
            next as (
              select head.task_id from open, lateral (
                with recursive tenants (tenant) as (
                  (select w.tenant from limit_wait w where w.key = open.key order by w.tenant limit 1)
                  union all
                  select (select w.tenant from limit_wait w where w.key = open.key and w.tenant > tenants.tenant
                           order by w.tenant limit 1)
                    from tenants where tenants.tenant is not null),
                heads as (
                  select c.* from tenants, generate_series(0, 3) as class (priority),
                    lateral (select w.task_id, w.tenant, w.priority, w.ready_at
                               from limit_wait w join task t on t.id = w.task_id
                              where w.key = open.key and w.tenant = tenants.tenant and w.priority = class.priority
                                and t.status = 'ready' and not t.suspended and t.ready_at = 'infinity'
                              order by w.ready_at limit open.free) c),
                turns as (
                  select task_id, tenant, row_number() over (partition by tenant order by
                         priority + extract(epoch from clock_timestamp() - ready_at) / :ageing desc, ready_at, task_id) as turn
                    from heads),
                taken as (
                  select t.tenant, count(*) as places from limit_place p join task t on t.id = p.task_id
                   where p.key = open.key and t.status in ('leased', 'queued', 'running') group by t.tenant)
                select turns.task_id from turns left join taken on taken.tenant = turns.tenant
                 order by coalesce(taken.places, 0) + turns.turn, hashtextextended(turns.tenant, :round), turns.turn
                 limit open.free) head),
            mine as (
              select t.id from task t where t.id = any(array(select task_id from next)) for update skip locked),
            woken as (
              delete from limit_wait w using mine where w.task_id = mine.id returning w.task_id, w.ready_at)
            update task t set ready_at = woken.ready_at from woken
             where t.id = woken.task_id and t.status = 'ready' and t.ready_at = 'infinity'
            """;

    private static final String KEYS = """
            with recursive keys (key) as (
              (select key from limit_wait where key > :after order by key limit 1)
              union all
              select (select w.key from limit_wait w where w.key > keys.key order by w.key limit 1)
                from keys where keys.key is not null)
            select key from keys where key is not null limit :most
            """;

    private final Handle sql;

    Waiters(Handle sql) {
        this.sql = sql;
    }

    /**
     * Keys under which something has become free since somebody looked last; they are locked now.
     *
     * @param keys all of them
     * @param due those under which a token has come back
     */
    record Stirred(Set<String> keys, Set<String> due) {}

    Stirred stirred() {
        List<Ended> ended = sql.createQuery(ENDED)
                .bind("most", AT_ONCE)
                .map(row -> new Ended(row.getColumn("id", String.class), row.getColumn("key", String.class)))
                .list();
        Set<String> due = new HashSet<>(
                sql.createQuery(DUE).bind("most", AT_ONCE).mapTo(String.class).list());
        Set<String> keys = new HashSet<>(due);
        ended.stream().filter(each -> each.key() != null).forEach(each -> keys.add(each.key()));
        Set<String> locked = new LimitTable(sql).lock(keys);
        if (!ended.isEmpty()) {
            sql.createUpdate(FREE)
                    .bind("ids", ended.stream().map(Ended::id).distinct().toArray(String[]::new))
                    .bind("keys", locked.toArray(String[]::new))
                    .execute();
        }
        due.retainAll(locked);
        return new Stirred(locked, due);
    }

    private record Ended(String id, @Nullable String key) {}

    /**
     * Lets tasks go on.
     *
     * @param free how many of each key
     * @param round makes tenants take turns
     * @return how many are ready now
     */
    int wake(Map<String, Integer> free, long round, int ageing) {
        List<String> keys = new ArrayList<>(free.keySet());
        keys.removeIf(key -> free.getOrDefault(key, 0) == 0);
        if (keys.isEmpty()) {
            return 0;
        }
        return sql.createUpdate(WAKE)
                .bind("keys", keys.toArray(String[]::new))
                .bind(
                        "free",
                        keys.stream().map(key -> String.valueOf(free.get(key))).toArray(String[]::new))
                .bind("round", round)
                .bind("ageing", ageing)
                .execute();
    }

    /** When the next token is there for one who waits, from now. */
    Optional<Duration> next() {
        return sql.createQuery(NEXT).mapTo(Double.class).findOne().map(in -> Duration.ofMillis((long) (in * 1_000)));
    }

    /** Keys for which somebody waits, in their order. */
    List<String> keys(String after) {
        return sql.createQuery(KEYS)
                .bind("after", after)
                .bind("most", AT_ONCE)
                .mapTo(String.class)
                .list();
    }
}
