package dev.trellis.infra.local.service;

import dev.trellis.infra.local.platform.ChildJournal;
import dev.trellis.infra.local.platform.FileTree;
import dev.trellis.infra.local.platform.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL on loopback, from binaries of its own, with its data kept between runs.
 *
 * <p>Its superuser {@code trellis} logs in with a password that is generated once and lies in a file of mode 0600. There are two
 * databases: {@code trellis} for the engine host, {@code work} for the SQL tasks of users.
 */
public final class DatabaseServer implements CloudService {

    /** The superuser's name. */
    public static final String USER = "trellis";

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final int port;
    private final Path data;
    private final Path log;
    private final PostgresBinaries binaries;
    private final PasswordFile password;
    private final ChildSupervisor supervisor;

    /** A server on {@code 127.0.0.1:port} with its cluster in {@code data} and its programs below {@code binaries}. */
    public DatabaseServer(int port, Path data, Path binaries, Path log, ChildJournal children) {
        this.port = port;
        this.data = data;
        this.log = log;
        this.binaries = new PostgresBinaries(binaries);
        this.password = new PasswordFile(data.resolveSibling("postgres.password"));
        this.supervisor = new ChildSupervisor("postgres", this::launch, children);
    }

    @Override
    public String name() {
        return "postgres";
    }

    /** The JDBC URL of one of the databases, without credentials. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** The superuser's password; known once the server has started. */
    public String password() {
        return password.read();
    }

    @Override
    public void start() {
        try {
            binaries.provide();
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise();
            }
            supervisor.start();
            awaitReady();
            supervisor.proven();
            for (String database : List.of("trellis", "work")) {
                createDatabase(database);
            }
        } catch (IOException | SQLException e) {
            throw new ServiceStartException("postgres: %s (log: %s)".formatted(e.getMessage(), log), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceStartException("postgres: interrupted while starting", e);
        }
    }

    private void initialise() throws IOException, InterruptedException {
        // A cluster that was left half made has no version file and cannot be used.
        FileTree.delete(data);
        Files.createDirectories(data.getParent());
        password.create();
        List<String> command = asOrdinaryUser(binaries.program("initdb"));
        command.addAll(List.of("-D", data.toString(), "-U", USER, "-A", "scram-sha-256"));
        command.addAll(List.of("--pwfile", password.path().toString(), "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
        Process initdb = process(command).start();
        if (!initdb.waitFor(2, TimeUnit.MINUTES) || initdb.exitValue() != 0) {
            throw new IOException("initdb failed");
        }
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }

    private Process launch() throws IOException {
        StaleLock.clear(data, binaries.program("postgres"));
        List<String> command = asOrdinaryUser(binaries.program("postgres"));
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port), "-h", "127.0.0.1", "-k", ""));
        for (String setting : List.of("max_connections=120", "shared_buffers=64MB", "max_wal_size=512MB")) {
            command.addAll(List.of("-c", setting));
        }
        return process(command).start();
    }

    /** PostgreSQL refuses to run as root; a user name space without a mapping makes root nobody, in that process alone. */
    private static List<String> asOrdinaryUser(Path program) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program.toString());
        return command;
    }

    private ProcessBuilder process(List<String> command) {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private void awaitReady() throws SQLException, IOException, InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            Optional<Process> postmaster = supervisor.process();
            if (postmaster.isPresent() && !postmaster.get().isAlive()) {
                throw new IOException(
                        "the server ended with exit code " + postmaster.get().exitValue());
            }
            try (Connection unused = connect("postgres")) {
                return;
            } catch (SQLException e) {
                boolean starting = "57P03".equals(e.getSQLState()) || "08001".equals(e.getSQLState());
                if (!starting || System.nanoTime() > limit) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), USER, password());
    }

    private void createDatabase(String database) throws SQLException {
        try (Connection connection = connect("postgres");
                var query = connection.prepareStatement("select 1 from pg_database where datname = ?");
                var create = connection.createStatement()) {
            query.setString(1, database);
            try (var found = query.executeQuery()) {
                if (!found.next()) {
                    create.executeUpdate("create database " + database);
                }
            }
        }
    }

    /** A fast shutdown: sessions are cut, the data is written, the process ends; one that hangs is killed and recovers later. */
    @Override
    public void close() {
        supervisor.release().ifPresent(this::stop);
    }

    private void stop(Process running) {
        try {
            List<String> command = asOrdinaryUser(binaries.program("pg_ctl"));
            command.addAll(List.of("stop", "-D", data.toString(), "-m", "fast", "-t", "10"));
            boolean unused = process(command).start().waitFor(12, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new IllegalStateException("postgres: pg_ctl did not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ProcessTree.end(running.toHandle(), Duration.ofMillis(500));
        }
    }
}
