package dev.trellis.host.observe;

import dev.trellis.host.consumer.DatabaseGate;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the database answers. */
@Readiness
@ApplicationScoped
public final class DatabaseReadiness implements HealthCheck {
    private final DatabaseGate database;

    DatabaseReadiness(DatabaseGate database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("database")
                .status(database.isAnswering())
                .build();
    }
}
