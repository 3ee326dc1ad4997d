package dev.trellis.bench.kernel;

import dev.trellis.bench.platform.DatabaseAccess;
import dev.trellis.bench.platform.ProcessCpu;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A PostgreSQL server of a measurement that writes through to the disk before it answers, as a real one does. */
final class Server implements AutoCloseable {
    private final EmbeddedPostgres postgres;
    private final Path data;

    Server(Path folder) throws IOException {
        this.data = folder.resolve("postgres");
        this.postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .start();
    }

    /** An empty database. */
    String create(String name) throws SQLException {
        access().recreate(name);
        return access().url(name);
    }

    DatabaseAccess access() {
        String url = postgres.getJdbcUrl("postgres", "postgres");
        return new DatabaseAccess(url.replaceAll("/postgres(\\?.*)?$", "/"), "postgres", "postgres");
    }

    /** A number that a database knows. */
    long number(String database, String query) throws SQLException {
        try (Connection connection = access().connect(database);
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new IllegalStateException("no row: " + query);
            }
            return row.getLong(1);
        }
    }

    void execute(String database, String statements) throws SQLException {
        try (Connection connection = access().connect(database);
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** CPU seconds of the server and its backends so far. */
    double cpuSeconds() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        return ProcessHandle.of(pid)
                .map(ProcessCpu::secondsOfTree)
                .orElseThrow(() -> new IllegalStateException("the server's process " + pid + " is gone"));
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
