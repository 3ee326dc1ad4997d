package dev.trellis.tde.sql;

import dev.trellis.contract.task.TaskError;
import dev.trellis.tde.runtime.TaskFailedException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an error of the database means for the task: the code is {@code sql_SQLSTATE}. */
final class SqlFailure {
    private static final String QUERY_CANCELED = "57014";

    /** Connection, transaction rollback (serialization, deadlock), resources. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53");

    /** Lock not available; shutdown of the server or its start; a lock's time is up (ODBC). */
    private static final Set<String> PASSING_STATES =
            Set.of("55P03", "57P01", "57P02", "57P03", "HYT00", QUERY_CANCELED);

    /** Classes whose words quote data: what does not fit its type, and what breaks a constraint. */
    private static final Set<String> QUOTING_CLASSES = Set.of("22", "23");

    static TaskFailedException of(SQLException failure) {
        SQLException cause = failure instanceof BatchUpdateException && failure.getNextException() != null
                ? failure.getNextException()
                : failure;
        String state = String.valueOf(cause.getSQLState()).matches("[0-9A-Z]{5}") ? cause.getSQLState() : "HY000";
        boolean passing = PASSING_STATES.contains(state) || PASSING_CLASSES.contains(state.substring(0, 2));
        boolean late = state.equals(QUERY_CANCELED) || cause instanceof SQLTimeoutException;
        String code = late ? "sql_timeout" : "sql_" + state;
        return TaskFailedException.of(new TaskError(code, message(cause, state), passing || late));
    }

    /** The server's words without its details, which quote the data. */
    private static String message(SQLException cause, String state) {
        ServerErrorMessage said = cause instanceof PSQLException server ? server.getServerErrorMessage() : null;
        if (said == null) {
            return QUOTING_CLASSES.contains(state.substring(0, 2))
                    ? "the database refuses the data (SQLSTATE " + state + "); its words are left out, they quote data"
                    : String.valueOf(cause.getMessage());
        }
        String place = said.getPosition() > 0 ? " (at character " + said.getPosition() + " of the statement)" : "";
        String constraint = said.getConstraint() == null ? "" : " (constraint " + said.getConstraint() + ")";
        return said.getMessage() + place + constraint;
    }

    private SqlFailure() {}
}
