package dev.trellis.host.nudge;

import dev.trellis.host.db.Database;
import dev.trellis.host.lease.Attendance;
import dev.trellis.host.lease.Listeners;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Looks at what waits in the database and at who listens; not while an orchestrator is about on this very host. */
@ApplicationScoped
final class Surroundings {
    private final Database database;
    private final Attendance attendance;

    Surroundings(Database database, Attendance attendance) {
        this.database = database;
        this.attendance = attendance;
    }

    Situation look() {
        if (attendance.isAttended()) {
            return Situation.ATTENDED;
        }
        Listeners.Demand demand = database.read(Listeners::demand);
        return new Situation(demand.work(), demand.listening());
    }

    /** How often this host has seen that something became ready. */
    long seen() {
        return attendance.raised();
    }

    /** Waits until this host sees more, or for this long. */
    void await(long seen, Duration longest) throws InterruptedException {
        attendance.await(seen, longest);
    }
}
