package dev.trellis.host.bootstrap;

import dev.trellis.host.consumer.DatabaseGate;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/** Brings the kernel's tables to the version of this host, as soon as the database answers. */
@ApplicationScoped
final class Schema {
    private static final Logger LOG = Logger.getLogger(Schema.class);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private final DatabaseGate database;
    private final Flyway flyway;
    private final InstantSource clock;

    Schema(DatabaseGate database, Flyway flyway, InstantSource clock) {
        this.database = database;
        this.flyway = flyway;
        this.clock = clock;
    }

    /**
     * Waits for the database and migrates.
     *
     * @throws IllegalStateException when the database does not answer in time
     */
    void prepare() throws InterruptedException {
        Instant end = clock.instant().plus(PATIENCE);
        while (!database.isAnswering()) {
            if (clock.instant().isAfter(end)) {
                throw new IllegalStateException("the database of TRELLIS_DB_URL did not answer within " + PATIENCE);
            }
            Thread.sleep(BETWEEN);
        }
        int steps = flyway.migrate().migrationsExecuted;
        if (steps > 0) {
            LOG.infof("the schema was brought up by %d steps", steps);
        }
    }
}
