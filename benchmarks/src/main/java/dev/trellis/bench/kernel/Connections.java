package dev.trellis.bench.kernel;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** The connections of a kernel, as the engine host has them, to a database with the kernel's schema. */
final class Connections {
    static AgroalDataSource to(String url, String user, String password) throws SQLException {
        AgroalDataSource connections = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(16)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .validationTimeout(Duration.ofSeconds(1))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url)
                                .principal(new NamePrincipal(user))
                                .credential(new SimplePassword(password))
                                .jdbcProperty("currentSchema", "public,trellis")
                                .jdbcProperty("prepareThreshold", "1")
                                .jdbcProperty("reWriteBatchedInserts", "true"))));
        Flyway.configure()
                .dataSource(connections)
                .schemas("trellis")
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return connections;
    }

    private Connections() {}
}
