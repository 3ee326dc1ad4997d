package dev.trellis.host.lease;

import java.time.Duration;
import org.jdbi.v3.core.Handle;

/**
 * The orchestrators that are listening, and which of them may linger: the table {@code pdo_listener}. One that asked counts
 * until the end of its wait and a while more, in which it works off what it was given; then it is taken for dead.
 */
public final class Listeners {
    private static final Duration WORK_OFF = Duration.ofSeconds(8);

    private final int places;

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

    void left(String pdoId, Handle handle) {
        handle.createUpdate(
                        "delete from pdo_listener where pdo_id = :pdo or listens_until < clock_timestamp() - interval '1 hour'")
                .bind("pdo", pdoId)
                .execute();
    }

    /** Whether any orchestrator listens now; a nudge is due when none does and there is work. */
    public static boolean any(Handle handle) {
        return handle.createQuery("select exists (select 1 from pdo_listener where listens_until > clock_timestamp())")
                .mapTo(boolean.class)
                .one();
    }

    /** Whether an orchestrator is needed now: a task is ready, a lease or a look is due, or an event waits. */
    public static boolean workWaits(Handle handle) {
        return handle.createQuery("""
                        select exists (select 1 from task where status = 'ready' and not suspended and ready_at <= clock_timestamp())
                            or exists (select 1 from task where status = 'leased' and not suspended and lease_until < clock_timestamp())
                            or exists (select 1 from task where watch_at <= clock_timestamp())
                            or exists (select 1 from outbox where published_at is null
                                        and (publisher is null or publisher_until < clock_timestamp()))
                        """).mapTo(boolean.class).one();
    }
}
