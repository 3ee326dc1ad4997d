package dev.trellis.host.limit;

import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.host.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Looks after those who wait for limits while no orchestrator does: wakes them for what has become free, and when a limit was
 * raised or is gone. Several hosts may do so at once.
 */
public final class LimitSweep {
    private static final Logger LOG = Logger.getLogger(LimitSweep.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final String FORGET = """
            delete from limit_bucket where key in (
              select key from limit_bucket where due_at is null and full_at < statement_timestamp() order by full_at limit :most)
              and due_at is null and full_at < statement_timestamp()
              and pg_try_advisory_xact_lock(hashtextextended(key, 13))
            """;
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    private final Limits limits;
    private final LimitGate gate;
    private final Database database;
    private final InstantSource clock;
    private final Runnable wake;
    private Instant lookedAt = Instant.MIN;
    /** Up to which key the last turn came, when there were more. */
    private String after = "";

    /**
     * @param clock says how long ago this host asked for the registries
     * @param wake wakes the orchestrators that wait on this host
     */
    public LimitSweep(Limits limits, LimitGate gate, Database database, InstantSource clock, Runnable wake) {
        this.limits = limits;
        this.gate = gate;
        this.database = database;
        this.clock = clock;
        this.wake = wake;
    }

    /** One turn. */
    public synchronized void sweep() {
        Instant now = clock.instant();
        if (now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(BETWEEN_LOOKS))) {
            lookedAt = now;
            refresh();
        }
        boolean waits = database.read(handle -> handle.createQuery("select exists (select 1 from limit_wait)")
                .mapTo(boolean.class)
                .one());
        if (waits && database.write(this::wakeSome) > 0) {
            wake.run();
        }
    }

    /** Without the registries those go on waiting that wait, by the limits that were known last. */
    private void refresh() {
        try {
            limits.refresh();
        } catch (PortUnavailableException away) {
            LOG.debugf("limits are those known before: %s", away.getMessage());
        }
    }

    private int wakeSome(Handle handle) {
        int woken = gate.wakeFreed(handle);
        List<String> keys = new Waiters(handle).keys(after);
        after = keys.size() < Waiters.AT_ONCE ? "" : keys.getLast();
        return woken + gate.wake(keys, handle);
    }

    /** Forgets buckets that are full again. */
    public int forget() {
        return database.write(handle ->
                handle.createUpdate(FORGET).bind("most", FORGOTTEN_AT_ONCE).execute());
    }
}
