package dev.trellis.tde.sql;

import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The databases that the platform gave to this function: {@code TRELLIS_SQL_NAME_URL} each. */
final class Databases {
    private final Map<String, String> environment;
    private final KeptConnections connections = new KeptConnections();

    Databases(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Connects, outside of any transaction. */
    KeptConnections.Lease connect(TaskScope scope, SqlRails rails) throws TaskFailedException, SQLException {
        String name = scope.request().executor().ref();
        if (!rails.connections().contains(name)) {
            throw TaskFailedException.permanent(
                    "sql_connection_refused",
                    "the policy's guard_rails.sql.connections name no " + name + "; they name " + rails.connections());
        }
        String variable = "TRELLIS_SQL_" + name.toUpperCase(Locale.ROOT) + "_URL";
        String url = environment.get(variable);
        if (url == null || url.isBlank()) {
            throw TaskFailedException.permanent(
                    "sql_connection_missing",
                    "this function knows no database " + name + "; give it a JDBC URL in " + variable);
        }
        KeptConnections.Lease lease = connections.take(url, Dialect.of(url), properties(scope, Dialect.of(url), rails));
        if (lease == null) {
            throw TaskFailedException.permanent(
                    "sql_connection_missing",
                    variable
                            + " is no JDBC URL of a driver that this function has, such as jdbc:postgresql://HOST:PORT/DATABASE");
        }
        return lease;
    }

    private static Properties properties(TaskScope scope, Dialect dialect, SqlRails rails) throws TaskFailedException {
        Properties properties = dialect.properties(rails);
        String password = scope.settings().text("password", "");
        if (!password.isEmpty()) {
            properties.setProperty("password", scope.secret(password));
        }
        return properties;
    }
}
