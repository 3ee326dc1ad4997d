package dev.trellis.bench.platform;

import java.sql.SQLException;
import java.time.Duration;

/** Commits of a stretch of work, with what the database does at rest taken off. */
final class CommitCount {
    /** Backends report what they counted within ten seconds of their last transaction. */
    private static final Duration REPORTED = Duration.ofSeconds(12);

    private final DatabaseAccess access;
    private final String database;
    private final Commits before;

    CommitCount(DatabaseAccess access, String database) throws SQLException {
        this.access = access;
        this.database = database;
        Settling.rest(REPORTED);
        this.before = access.commits(database);
    }

    /** Called at the end of the work. */
    Commits taken() throws SQLException {
        Settling.rest(REPORTED);
        Commits after = access.commits(database);
        Settling.rest(REPORTED);
        return after.minus(before).minus(access.commits(database).minus(after));
    }
}
