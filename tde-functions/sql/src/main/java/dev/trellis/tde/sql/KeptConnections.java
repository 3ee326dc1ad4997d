package dev.trellis.tde.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Connections that stay open from one task to the next, one for each database and its settings: to log in costs many times what a short
 * statement does. A connection is put back to how it began before it is kept, so that no lock outlives its task, and one that does not answer is
 * replaced, as after a freeze of the function. Safe for use by several threads.
 */
final class KeptConnections {
    private static final int ANSWER_SECONDS = 2;

    private final Map<Login, Connection> idle = new ConcurrentHashMap<>();

    /** The URL and the properties may hold a password, so this is never printed. */
    private record Login(String url, Properties properties) {
        @Override
        public String toString() {
            return "Login";
        }
    }

    /** A connection in use; closing it ends the connection, unless it is kept. */
    final class Lease implements AutoCloseable {
        private final Login login;
        private final Connection connection;
        private boolean good;

        private Lease(Login login, Connection connection) {
            this.login = login;
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        /** The task ended well, so that the next one may have the connection. */
        void keep() {
            good = true;
        }

        @Override
        public void close() throws SQLException {
            Connection surplus = good && reset(connection) ? idle.put(login, connection) : connection;
            if (surplus != null) {
                surplus.close();
            }
        }
    }

    /**
     * A connection outside of any transaction, with nothing left of earlier tasks.
     *
     * @return null when the driver does not know the URL
     */
    @Nullable
    Lease take(String url, Properties properties) throws SQLException {
        Login login = new Login(url, properties);
        Connection kept = idle.remove(login);
        if (kept != null && kept.isValid(ANSWER_SECONDS)) {
            return new Lease(login, kept);
        }
        if (kept != null) {
            kept.close();
        }
        // The driver itself: the driver manager's complaints quote the URL, and with it the password.
        Connection connection = new Driver().connect(url, properties);
        return connection == null ? null : new Lease(login, connection);
    }

    /** Settings, temporary tables, locks and prepared statements are gone after this; says whether it could be done. */
    private static boolean reset(Connection used) {
        try {
            used.setAutoCommit(true);
            used.setReadOnly(false);
            try (Statement statement = used.createStatement()) {
                boolean unused = statement.execute("discard all");
            }
            return true;
        } catch (SQLException dead) {
            return false;
        }
    }
}
