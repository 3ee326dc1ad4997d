package dev.trellis.host.limit;

import dev.trellis.contract.registry.TaskLimit;
import dev.trellis.contract.registry.TaskLimit.Rate;
import dev.trellis.host.limit.Admission.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * The tables of limits. A key is locked by one statement and read by a later one: what another transaction wrote under the lock is
 * seen only by a statement that begins after it. Nothing here waits for a lock.
 */
final class LimitTable {
    private static final String LOCK =
            "select key from unnest(:keys) as k (key)" + " where pg_try_advisory_xact_lock(hashtextextended(key, 13))";

    private static final String STATES = """
            select k.key, b.tokens, b.filled_at, clock_timestamp() as now,
                   (select count(*) from limit_place p join task t on t.id = p.task_id
                     where p.key = k.key and t.status in ('leased', 'queued', 'running')) as under_way
              from unnest(:keys) as k (key) left join limit_bucket b on b.key = k.key
            """;

    private static final String TAKE = """
            insert into limit_place (task_id, key) select id, key from unnest(:ids, :keys) as taken (id, key)
            on conflict do nothing
            """;

    private static final String PARK = """
            with parked as (select id, key, reason from unnest(:ids, :keys, :reasons) as p (id, key, reason)),
            kept as (
              insert into limit_wait (task_id, key, tenant, priority, ready_at)
              select t.id, parked.key, t.tenant, t.priority, t.ready_at from parked join task t on t.id = parked.id
              on conflict (task_id) do update set key = excluded.key, ready_at = excluded.ready_at)
            update task t set ready_at = 'infinity', hold_reason = parked.reason from parked where t.id = parked.id
            """;

    private static final String FILL = """
            insert into limit_bucket (key, tokens, filled_at, full_at, due_at)
            select f.key, f.tokens::double precision, f.at::timestamptz, f.full_at::timestamptz,
                   case when exists (select 1 from limit_wait w where w.key = f.key) then f.next_at::timestamptz end
              from unnest(:keys, :tokens, :ats, :fulls, :nexts) as f (key, tokens, at, full_at, next_at)
            on conflict (key) do update set tokens = excluded.tokens, filled_at = excluded.filled_at,
                   full_at = excluded.full_at, due_at = excluded.due_at
            """;

    private final Handle sql;

    LimitTable(Handle sql) {
        this.sql = sql;
    }

    /** Locks keys until the end of the transaction, as far as no other transaction has them. */
    Set<String> lock(Collection<String> keys) {
        return keys.isEmpty()
                ? Set.of()
                : new HashSet<>(sql.createQuery(LOCK)
                        .bind("keys", keys.stream().distinct().sorted().toArray(String[]::new))
                        .mapTo(String.class)
                        .list());
    }

    /** What is taken under keys that are locked. */
    Map<String, KeyState> states(Map<String, TaskLimit> limits) {
        if (limits.isEmpty()) {
            return Map.of();
        }
        Map<String, KeyState> states = new LinkedHashMap<>();
        sql.createQuery(STATES)
                .bind("keys", limits.keySet().toArray(String[]::new))
                .map(row -> Map.entry(text(row, "key"), row(row, limits)))
                .forEach(state -> states.put(state.getKey(), state.getValue()));
        return states;
    }

    private static KeyState row(RowView row, Map<String, TaskLimit> limits) {
        TaskLimit limit = limits.get(text(row, "key"));
        Rate rate = limit == null ? null : limit.rate();
        int underWay = row.getColumn("under_way", Integer.class);
        if (rate == null) {
            return new KeyState(underWay, null);
        }
        Instant now = row.getColumn("now", Instant.class);
        Double tokens = row.getColumn("tokens", Double.class);
        TokenBucket bucket = tokens == null
                ? TokenBucket.full(rate, now)
                : new TokenBucket(tokens, row.getColumn("filled_at", Instant.class)).refilled(rate, now);
        return new KeyState(underWay, bucket);
    }

    /** Takes places for tasks that begin. */
    void take(Collection<Verdict.Begins> begun) {
        List<String> ids = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (Verdict.Begins each : begun) {
            each.keys().stream()
                    .filter(key -> key.limit().concurrency() != null)
                    .forEach(key -> {
                        ids.add(each.taskId());
                        keys.add(key.text());
                    });
        }
        if (!ids.isEmpty()) {
            sql.createUpdate(TAKE)
                    .bind("ids", ids.toArray(String[]::new))
                    .bind("keys", keys.toArray(String[]::new))
                    .execute();
            sql.createUpdate("update task set limited = true where id = any(:ids)")
                    .bind("ids", ids.stream().distinct().toArray(String[]::new))
                    .execute();
        }
    }

    /** Lets tasks wait, out of the way of all that is ready. */
    void park(List<Verdict.Waits> waiting) {
        if (!waiting.isEmpty()) {
            sql.createUpdate(PARK)
                    .bind("ids", array(waiting, Verdict.Waits::taskId))
                    .bind("keys", array(waiting, waits -> waits.key().text()))
                    .bind("reasons", array(waiting, Verdict.Waits::reason))
                    .execute();
        }
    }

    /** Nobody waits any more for tokens of keys that are locked and have no rate now. */
    void withoutRate(Collection<String> keys) {
        if (!keys.isEmpty()) {
            sql.createUpdate("update limit_bucket set due_at = null where key = any(:keys)")
                    .bind("keys", keys.toArray(String[]::new))
                    .execute();
        }
    }

    /** Writes the buckets of keys that are locked, and when the next token is there for those who wait because none is. */
    void fill(Map<String, KeyState> states, Map<String, TaskLimit> limits) {
        List<Bucket> buckets = new ArrayList<>();
        states.forEach((key, state) -> {
            TaskLimit limit = limits.get(key);
            Rate rate = limit == null ? null : limit.rate();
            if (rate != null && state.bucket() != null) {
                buckets.add(new Bucket(key, state.bucket(), rate));
            }
        });
        if (!buckets.isEmpty()) {
            sql.createUpdate(FILL)
                    .bind("keys", array(buckets, Bucket::key))
                    .bind(
                            "tokens",
                            array(buckets, each -> Double.toString(each.bucket().tokens())))
                    .bind("ats", array(buckets, each -> each.bucket().at().toString()))
                    .bind("fulls", array(buckets, each -> each.bucket()
                            .fullAt(each.rate())
                            .toString()))
                    .bind("nexts", array(buckets, Bucket::due))
                    .execute();
        }
    }

    private record Bucket(String key, TokenBucket bucket, Rate rate) {
        /** Null while a token is there: who waits then waits for a place, and that is told by the end of a task. */
        @Nullable
        String due() {
            return bucket.whole() > 0 ? null : bucket.nextAt(rate).toString();
        }
    }

    private static <T> @Nullable String[] array(List<T> all, Function<T, @Nullable String> part) {
        return all.stream().map(part).toArray(String[]::new);
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }
}
