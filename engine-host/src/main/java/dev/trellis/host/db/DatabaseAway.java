package dev.trellis.host.db;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether something failed because the database could not be reached, by the SQLSTATE.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
public final class DatabaseAway {
    private static final String CONNECTION_EXCEPTION = "08";
    /** Shut down by an administrator, by a crash, still starting, too many connections. */
    private static final Set<String> NOT_NOW = Set.of("57P01", "57P02", "57P03", "53300");

    private DatabaseAway() {}

    /** Whether the cause, or the cause of the cause, is a lost, refused or exhausted connection. */
    public static boolean caused(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isAway(sql)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        if (failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException) {
            return true;
        }
        // The pool's own words for "no connection was free in time" have no state.
        return state == null
                ? String.valueOf(failure.getMessage()).contains("acquisition timeout")
                : state.startsWith(CONNECTION_EXCEPTION) || NOT_NOW.contains(state);
    }
}
