package dev.trellis.host.observe;

import dev.trellis.host.db.Database;
import dev.trellis.host.instance.StuckInstances;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Looks for work that nobody does; at most once a minute, however many ask. */
@ApplicationScoped
public final class Starvation {
    private static final Logger LOG = Logger.getLogger(Starvation.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int NAMED = 20;
    private static final String NOBODY = "";
    private static final String LOOK = """
            select exists (select 1 from pdo_listener where listens_until > clock_timestamp()) as listening,
                   exists (select 1 from task where status in ('leased', 'queued', 'running')
                     and (times ->> 'leased')::timestamptz > clock_timestamp() - :patience * interval '1 second') as leasing,
                   r.ready, coalesce(r.oldest, 0) as oldest_ready, o.unpublished, coalesce(o.oldest, 0) as oldest_unpublished
              from (select count(*) as ready, extract(epoch from clock_timestamp() - min(ready_at)) as oldest from task
                     where status = 'ready' and not suspended
                       and ready_at < clock_timestamp() - :patience * interval '1 second') as r,
                   (select count(*) as unpublished, extract(epoch from clock_timestamp() - min(created_at)) as oldest
                      from outbox where published_at is null) as o""";

    private final Database database;
    private final InstantSource clock;
    private @Nullable Signs before;
    private @Nullable Signs latest;
    private Instant lookedAt = Instant.MIN;

    Starvation(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * The alarms of now, or of up to a minute ago.
     *
     * @param tenant whose instances may be named
     */
    public synchronized List<Alarm> alarms(String tenant) {
        Signs now = signs();
        return AlarmRules.alarms(before, now, tenant);
    }

    /** What an alarm counts; 0 while all is well. */
    long count(String alarm) {
        return alarms(NOBODY).stream()
                .filter(raised -> raised.name().equals(alarm))
                .mapToLong(Alarm::count)
                .sum();
    }

    private Signs signs() {
        Instant now = clock.instant();
        Signs known = latest;
        if (known != null && now.isBefore(lookedAt.plus(FRESH))) {
            return known;
        }
        Signs fresh = database.read(Starvation::look);
        before = known;
        latest = fresh;
        lookedAt = now;
        AlarmRules.alarms(known, fresh, NOBODY)
                .forEach(alarm -> LOG.warnf("alarm %s: %s; %s", alarm.name(), alarm.message(), alarm.advice()));
        return fresh;
    }

    private static Signs look(Handle handle) {
        StuckInstances.Found stuck = StuckInstances.find(NAMED, handle);
        return handle.createQuery(LOOK)
                .bind("patience", Signs.PATIENCE.toSeconds())
                .map((row, context) -> signs(row, stuck))
                .one();
    }

    private static Signs signs(ResultSet row, StuckInstances.Found stuck) throws SQLException {
        return new Signs(
                stuck,
                row.getBoolean("listening"),
                row.getBoolean("leasing"),
                row.getLong("ready"),
                seconds(row, "oldest_ready"),
                row.getLong("unpublished"),
                seconds(row, "oldest_unpublished"));
    }

    private static Duration seconds(ResultSet row, String column) throws SQLException {
        return Duration.ofSeconds(Math.max(0, row.getLong(column)));
    }
}
