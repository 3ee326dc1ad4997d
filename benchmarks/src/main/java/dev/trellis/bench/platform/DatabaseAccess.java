package dev.trellis.bench.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The platform's PostgreSQL, as its superuser. */
public record DatabaseAccess(String server, String user, String password) {
    /** The address of one database. */
    public String url(String database) {
        return server + database;
    }

    /** Makes an empty database, in place of one of that name. */
    public void recreate(String database) throws SQLException {
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database + " with (force)");
            statement.execute("create database " + database);
        }
    }

    /** Transactions committed so far. PostgreSQL counts those that only read with a delay of up to ten seconds. */
    public Commits commits(String database) throws SQLException {
        try (Connection connection = connect("postgres");
                var query = connection.prepareStatement("select cast(cast(pg_snapshot_xmax(pg_current_snapshot())"
                        + " as text) as bigint), xact_commit from pg_stat_database where datname = ?")) {
            query.setString(1, database);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("no database " + database);
                }
                return new Commits(row.getLong(1), row.getLong(2));
            }
        }
    }

    /** Questions about a database are asked from another one, so that they do not count themselves. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), user, password);
    }
}
