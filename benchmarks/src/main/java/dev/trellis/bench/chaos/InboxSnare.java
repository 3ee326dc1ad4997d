package dev.trellis.bench.chaos;

import dev.trellis.bench.platform.DatabaseAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Catches a host between its inbox row and its commit. A trigger of ours on the inbox takes an advisory lock in shared mode; while we hold
 * it alone, the host's transaction stands still behind its insert, and the host is killed there.
 */
final class InboxSnare {
    private static final long LOCK = 7_421_964_402L;
    private static final Duration STEP = Duration.ofMillis(5);
    private static final String WAITING = """
            select a.client_port from pg_locks l join pg_stat_activity a on a.pid = l.pid
             where l.locktype = 'advisory' and not l.granted
               and (l.classid::bigint << 32) + l.objid::bigint = %d
            """.formatted(LOCK);

    private final DatabaseAccess access;

    InboxSnare(DatabaseAccess access) {
        this.access = access;
    }

    /** Puts the trigger in place. */
    void install() throws SQLException {
        try (Connection connection = access.connect("trellis");
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("""
                    create or replace function trellis.chaos_inbox() returns trigger language plpgsql as $$
                    begin perform pg_advisory_xact_lock_shared(%d); return null; end $$;
                    create or replace trigger chaos_inbox after insert on trellis.inbox
                       for each statement execute function trellis.chaos_inbox()
                    """.formatted(LOCK));
        }
    }

    /** Holds the lock until a host stands behind it, kills that host, and lets go. */
    Optional<ProcessHandle> catchHost(Duration patience) throws SQLException {
        try (Connection connection = access.connect("trellis");
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("select pg_advisory_lock(%d)".formatted(LOCK));
            long limit = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < limit) {
                Optional<ProcessHandle> host = waiting(statement);
                if (host.isPresent()) {
                    Victims.kill(host.get());
                    return host;
                }
                LockSupport.parkNanos(STEP.toNanos());
            }
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> waiting(Statement statement) throws SQLException {
        try (var row = statement.executeQuery(WAITING)) {
            return row.next() ? PortOwner.of(row.getInt(1)) : Optional.empty();
        }
    }
}
