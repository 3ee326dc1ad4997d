package dev.trellis.host.nudge;

import dev.trellis.host.db.Database;
import dev.trellis.host.lease.Listeners;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks at what waits in the database and at who listens. */
@ApplicationScoped
final class Surroundings {
    private final Database database;

    Surroundings(Database database) {
        this.database = database;
    }

    Situation look() {
        return database.read(handle -> new Situation(Listeners.workWaits(handle), Listeners.any(handle)));
    }
}
