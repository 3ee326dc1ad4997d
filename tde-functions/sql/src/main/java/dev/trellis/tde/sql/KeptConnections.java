package dev.trellis.tde.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Connections that stay open from one task to the next, one for each database and its settings: to log in costs many times what a short
 * statement does. A connection is put back to how it began before it is kept, so that no lock outlives its task, and one that does not answer is
 * replaced, as after a freeze of the function. Safe for use by several threads.
 */
final class KeptConnections {
    private static final int ANSWER_SECONDS = 2;

    private final Map<Login, Connection> idle = new ConcurrentHashMap<>();

    /** The URL and the properties may hold a password, so this is never printed. */
    private record Login(String url, Properties properties, Dialect dialect) {
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

        Dialect dialect() {
            return login.dialect();
        }

        /** The task ended well, so that the next one may have the connection. */
        void keep() {
            good = true;
        }

        @Override
        public void close() throws SQLException {
            Connection surplus = good && login.dialect().reset(connection) ? idle.put(login, connection) : connection;
            if (surplus != null) {
                surplus.close();
            }
        }
    }

    /**
     * A connection outside of any transaction, with nothing left of earlier tasks.
     *
     * @return null when no driver knows the URL
     */
    @Nullable
    Lease take(String url, Dialect dialect, Properties properties) throws SQLException {
        Login login = new Login(url, properties, dialect);
        Connection kept = idle.remove(login);
        if (kept != null && kept.isValid(ANSWER_SECONDS)) {
            return new Lease(login, kept);
        }
        if (kept != null) {
            kept.close();
        }
        Connection connection = dialect.connect(url, login.properties());
        return connection == null ? null : new Lease(login, connection);
    }
}
