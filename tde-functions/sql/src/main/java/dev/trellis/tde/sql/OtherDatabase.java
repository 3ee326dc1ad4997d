package dev.trellis.tde.sql;

import dev.trellis.contract.task.TaskRequest;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Any other database whose JDBC driver the function has on its class path. */
record OtherDatabase() implements Dialect {
    @Override
    public String system() {
        return "other_sql";
    }

    @Override
    public Properties properties(SqlRails rails) {
        return new Properties();
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class)) {
            if (driver.acceptsURL(url)) {
                return driver.connect(url, properties);
            }
        }
        return null;
    }

    /** Nothing that every product knows puts a session back to how it began. */
    @Override
    public boolean reset(Connection used) {
        return false;
    }

    /** The whole connection ends: which statement runs is not known here, and it is not kept anyway. */
    @Override
    public void cancel(Connection connection) throws SQLException {
        connection.abort(Runnable::run);
    }

    @Override
    public NamedStatement parse(String sql) {
        return NamedStatement.parse(sql, "?");
    }

    @Override
    public void limit(PreparedStatement statement, SqlRails rails) throws SQLException {
        statement.setQueryTimeout(rails.statementTimeoutSeconds());
    }

    @Override
    public void bindDocument(PreparedStatement statement, int index, String json) throws SQLException {
        statement.setString(index, json);
    }

    @Override
    public String arrayOf(boolean texts) {
        return texts ? "varchar" : "bigint";
    }

    @Override
    public void become(Connection connection, String role) throws SQLException {
        throw new SQLException(
                "the setting role is for PostgreSQL; give this connection a user of few rights", "0A000");
    }

    @Override
    public Ledger ledger(Connection connection, TaskRequest request) {
        return new PortableLedger(connection, request);
    }

    @Override
    public BulkLoad load(Connection connection, SqlWork.Load into) throws SQLException {
        return new BatchLoad(connection, into);
    }
}
