package dev.trellis.host.observe;

import dev.trellis.host.db.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Counts what is open; at most once in two seconds, however many ask. */
@ApplicationScoped
public final class Counting {
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final String TASKS = """
            select status, count(*) from task
             where status in ('awaiting_approval', 'ready', 'leased', 'queued', 'running', 'incident')
             group by status order by status""";
    private static final String INSTANCES =
            "select state, count(*) from instance where state in ('running', 'suspended') group by state order by state";
    private static final String REST = """
            select (select count(*) from incident where state = 'open') as incidents,
                   (select count(*) from approval a join task t on t.id = a.task_id
                     where a.state = 'open' and t.status = 'awaiting_approval') as approvals,
                   (select count(*) from limit_wait w join task t on t.id = w.task_id where t.status = 'ready') as limited,
                   (select count(*) from outbox where published_at is null) as outbox,
                   (select count(*) from pdo_listener
                     where listens_until > clock_timestamp()) as listeners,
                   (select count(*) from task
                     where status = 'leased' and lease_until < statement_timestamp() - interval '10 seconds') as overrun,
                   (select coalesce(extract(epoch from clock_timestamp() - min(ready_at)), 0) from task
                     where status = 'ready' and not suspended and ready_at <= clock_timestamp()) as oldest""";

    private final Database database;
    private final InstantSource clock;
    private @Nullable Counts latest;
    private Instant countedAt = Instant.MIN;

    Counting(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The counts of now, or of up to two seconds ago. */
    public synchronized Counts now() {
        Instant now = clock.instant();
        Counts known = latest;
        if (known != null && now.isBefore(countedAt.plus(FRESH))) {
            return known;
        }
        Counts fresh = database.read(Counting::count);
        latest = fresh;
        countedAt = now;
        return fresh;
    }

    private static Counts count(Handle handle) {
        Map<String, Long> tasks = grouped(handle, TASKS);
        Map<String, Long> instances = grouped(handle, INSTANCES);
        return handle.createQuery(REST)
                .map((row, context) -> counts(row, tasks, instances))
                .one();
    }

    private static Counts counts(ResultSet row, Map<String, Long> tasks, Map<String, Long> instances)
            throws SQLException {
        return new Counts(
                tasks,
                instances,
                row.getLong("incidents"),
                row.getLong("approvals"),
                row.getLong("limited"),
                row.getLong("outbox"),
                row.getLong("listeners"),
                row.getLong("overrun"),
                Math.max(0, row.getDouble("oldest")));
    }

    private static Map<String, Long> grouped(Handle handle, String sql) {
        Map<String, Long> counts = new LinkedHashMap<>();
        handle.createQuery(sql)
                .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }
}
