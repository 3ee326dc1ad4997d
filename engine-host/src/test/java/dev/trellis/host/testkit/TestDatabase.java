package dev.trellis.host.testkit;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** Databases of one embedded PostgreSQL, which lives as long as the JVM. */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable EmbeddedPostgres server;

    private TestDatabase() {}

    /** A fresh database with the kernel's schema. */
    public static AgroalDataSource fresh() {
        String name = "kernel_" + COUNT.incrementAndGet();
        EmbeddedPostgres postgres = server();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return prepared(postgres.getJdbcUrl("postgres", name));
    }

    /** Connections to a database, migrated. */
    public static AgroalDataSource prepared(String url) {
        AgroalDataSource dataSource = pool(url);
        migrate(dataSource, "latest");
        return dataSource;
    }

    /** Brings the kernel's schema to a version, or to the latest. */
    public static void migrate(DataSource dataSource, String version) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas("trellis")
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private static AgroalDataSource pool(String url) {
        AgroalDataSourceConfigurationSupplier configuration = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(16)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .validationTimeout(Duration.ofSeconds(1))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal("postgres"))
                                .credential(new SimplePassword("postgres"))
                                .jdbcProperty("currentSchema", "public,trellis")
                                .jdbcProperty("prepareThreshold", "1")
                                .jdbcProperty("reWriteBatchedInserts", "true")));
        try {
            return AgroalDataSource.from(configuration);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot open connections", e);
        }
    }

    private static synchronized EmbeddedPostgres server() {
        EmbeddedPostgres running = server;
        if (running == null) {
            try {
                running = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start PostgreSQL", e);
            }
            server = running;
        }
        return running;
    }
}
