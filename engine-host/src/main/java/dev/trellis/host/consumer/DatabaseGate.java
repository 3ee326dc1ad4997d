package dev.trellis.host.consumer;

import dev.trellis.host.db.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/** Whether the database answers. What is received while it is away would only wear out its deliveries. */
@ApplicationScoped
public final class DatabaseGate implements BooleanSupplier {
    private static final Logger LOG = Logger.getLogger(DatabaseGate.class);

    private final Database database;
    private volatile boolean open = true;

    DatabaseGate(Database database) {
        this.database = database;
    }

    @Override
    public boolean getAsBoolean() {
        boolean answers = answers();
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
