package dev.trellis.host.consumer;

import dev.trellis.host.db.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/** Whether the database answers. What is received while it is away would only wear out its deliveries. */
@ApplicationScoped
public final class DatabaseGate implements Loop.Gate {
    private static final Logger LOG = Logger.getLogger(DatabaseGate.class);

    /** How long an answer stands for the loops, all of which would ask else at each of their turns. */
    private static final Duration STANDS = Duration.ofSeconds(2);

    private final Database database;
    private volatile boolean open = true;
    private volatile long knownUntil = System.nanoTime();

    DatabaseGate(Database database) {
        this.database = database;
    }

    @Override
    public boolean isOpen() {
        return open && knownUntil - System.nanoTime() > 0 || isAnswering();
    }

    @Override
    public void doubt() {
        knownUntil = System.nanoTime();
    }

    /** Whether the database answers at this moment. */
    public boolean isAnswering() {
        boolean answers = answers();
        knownUntil = System.nanoTime() + STANDS.toNanos();
        if (answers != open) {
            open = answers;
            LOG.warn(answers ? "the database answers again" : "the database is away: receiving stops");
        }
        return answers;
    }

    private boolean answers() {
        try {
            return database.read(handle ->
                    handle.createQuery("select true").mapTo(boolean.class).one());
        } catch (JdbiException away) {
            LOG.debugf(away, "the database does not answer");
            return false;
        }
    }
}
