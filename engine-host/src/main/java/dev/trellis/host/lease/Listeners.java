package dev.trellis.host.lease;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/**
 * The orchestrators that are listening, and which of them may linger: the table {@code pdo_listener}. One that asked counts
 * until the end of its wait and a while more, in which it works off what it was given; then it is taken for dead.
 */
public final class Listeners {
    private static final Duration WORK_OFF = Duration.ofSeconds(8);

    /** How much earlier than it should an orchestrator may be taken for dead, which saves a write at each of its calls. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final int places;
    /** Until when those that this host gave a place are noted as listening, by {@link System#nanoTime()}. */
    private final Map<String, Long> noted = new ConcurrentHashMap<>();

    /** @param places how many may linger at once */
    public Listeners(int places) {
        this.places = places;
    }

    /**
     * Notes that an orchestrator listens and says whether it has a place.
     *
     * @param wait how long it lets the host wait
     */
    boolean seen(String pdoId, Duration wait, Handle handle) {
        return handle.createQuery("""
                        with others as (
                          select count(*) as taken from pdo_listener
                           where pdo_id <> :pdo and lingers and listens_until > clock_timestamp())
                        insert into pdo_listener (pdo_id, listens_until, lingers)
                        select :pdo, clock_timestamp() + :term * interval '1 millisecond', taken < :places from others
                        on conflict (pdo_id) do update
                           set listens_until = excluded.listens_until, lingers = pdo_listener.lingers or excluded.lingers
                        returning lingers
                        """)
                .bind("pdo", pdoId)
                .bind("term", wait.plus(WORK_OFF).toMillis())
                .bind("places", places)
                .mapTo(boolean.class)
                .one();
    }

    /** Remembers what a committed transaction has noted. */
    void noted(String pdoId, Duration wait, boolean lingers) {
        long now = System.nanoTime();
        noted.values().removeIf(until -> until - now < 0);
        if (lingers) {
            noted.put(pdoId, now + wait.plus(WORK_OFF).toNanos());
        } else {
            noted.remove(pdoId);
        }
    }

    /** Whether this host knows that an orchestrator has a place. */
    boolean knows(String pdoId) {
        return noted.containsKey(pdoId);
    }

    /** Whether what is noted of an orchestrator falls behind what its present call means. */
    boolean isStale(String pdoId, Duration wait) {
        long due = System.nanoTime() + wait.plus(WORK_OFF).minus(TOLERANCE).toNanos();
        Long until = noted.get(pdoId);
        return until == null || until - due < 0;
    }

    void left(String pdoId, Handle handle) {
        handle.createUpdate(
                        "delete from pdo_listener where pdo_id = :pdo or listens_until < clock_timestamp() - interval '1 hour'")
                .bind("pdo", pdoId)
                .execute();
    }

    /**
     * Whether an orchestrator is needed now, since a task is ready, a lease or a look is due, or an event waits; and whether any
     * listens.
     */
    public static Demand demand(Handle handle) {
        return handle.createQuery("""
                        select exists (select 1 from task where status = 'ready' and not suspended and ready_at <= statement_timestamp())
                            or exists (select 1 from task where status = 'leased' and not suspended and lease_until < statement_timestamp())
                            or exists (select 1 from task where watch_at <= statement_timestamp())
                            or exists (select 1 from outbox where published_at is null
                                        and (publisher is null or publisher_until < clock_timestamp())) as work,
                               exists (select 1 from pdo_listener where listens_until > clock_timestamp()) as listening
                        """)
                .map((row, context) -> new Demand(row.getBoolean("work"), row.getBoolean("listening")))
                .one();
    }

    /** What the database shows of the need for an orchestrator. */
    public record Demand(boolean work, boolean listening) {}
}
