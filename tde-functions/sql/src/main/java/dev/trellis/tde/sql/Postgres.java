package dev.trellis.tde.sql;

import dev.trellis.contract.task.TaskRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** PostgreSQL. */
record Postgres() implements Dialect {
    private static final int CONNECT_SECONDS = 10;

    @Override
    public String system() {
        return "postgresql";
    }

    @Override
    public Properties properties(SqlRails rails) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "trellis");
        properties.setProperty("connectTimeout", "" + CONNECT_SECONDS);
        properties.setProperty("loginTimeout", "" + CONNECT_SECONDS);
        // A server that fell silent is noticed soon after the statement's own limit.
        properties.setProperty("socketTimeout", "" + (rails.statementTimeoutSeconds() + CONNECT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        // Texts take the type that the statement gives their place, so that dates and enums need no cast.
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("options", "-c statement_timeout=" + rails.statementTimeoutSeconds() + "s");
        return properties;
    }

    /** By the driver itself: the driver manager's complaints quote the URL, and with it the password. */
    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        return new Driver().connect(url, properties);
    }

    /** Settings, temporary tables, locks and prepared statements are gone after this. */
    @Override
    public boolean reset(Connection used) {
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

    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    @Override
    public NamedStatement parse(String sql) {
        return NamedStatement.parse(sql, "??");
    }

    @Override
    public void limit(PreparedStatement statement, SqlRails rails) {
        // The connection was opened with statement_timeout.
    }

    /** Without a type of its own the server takes it for json or jsonb, as the statement says. */
    @Override
    public void bindDocument(PreparedStatement statement, int index, String json) throws SQLException {
        statement.setObject(index, json, Types.OTHER);
    }

    @Override
    public String arrayOf(boolean texts) {
        return texts ? "text" : "int8";
    }

    @Override
    public void become(Connection connection, String role) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config('role', ?, true)")) {
            statement.setString(1, role);
            boolean unused = statement.execute();
        }
    }

    @Override
    public Ledger ledger(Connection connection, TaskRequest request) {
        return new PostgresLedger(connection, request);
    }

    @Override
    public BulkLoad load(Connection connection, SqlWork.Load into) throws SQLException {
        return new CopyLoad(connection.unwrap(PGConnection.class).getCopyAPI(), into);
    }
}
