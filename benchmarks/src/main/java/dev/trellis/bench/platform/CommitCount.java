package dev.trellis.bench.platform;

import java.sql.SQLException;
import java.time.Duration;

/** Commits of a stretch of work, with what the database does at rest taken off. */
final class CommitCount {
    /** Backends report what they counted within ten seconds of their last transaction. */
    private static final Duration REPORTED = Duration.ofSeconds(12);

    private final DatabaseAccess access;
    private final String database;
    private final long before;

    CommitCount(DatabaseAccess access, String database) throws SQLException {
        this.access = access;
        this.database = database;
        Settling.rest(REPORTED);
        this.before = access.commits(database);
    }

    /** Called at the end of the work. */
    long taken() throws SQLException {
        Settling.rest(REPORTED);
        long after = access.commits(database);
        Settling.rest(REPORTED);
        long atRest = access.commits(database) - after;
        return Math.max(0, after - before - atRest);
    }
}
