package dev.trellis.host.bootstrap;

import dev.trellis.contract.port.RegistryStore;
import dev.trellis.host.db.Database;
import dev.trellis.registry.RegistryCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import javax.sql.DataSource;

/** What everything else stands on: the clock, the database, the registries. */
@ApplicationScoped
final class Foundations {
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    Database database(DataSource dataSource) {
        return new Database(dataSource);
    }

    @Produces
    @Singleton
    RegistryCache registry(RegistryStore store) {
        return new RegistryCache(store);
    }
}
