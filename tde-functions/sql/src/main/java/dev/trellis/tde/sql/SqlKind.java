package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.PGConnection;

/** Runs prepared statements in one transaction: all of them take effect, or none. */
@Singleton
public final class SqlKind implements TaskKind {
    private static final System.Logger LOG = System.getLogger(SqlKind.class.getName());

    private final Databases databases;

    @Inject
    SqlKind() {
        this(System.getenv());
    }

    SqlKind(Map<String, String> environment) {
        this.databases = new Databases(environment);
    }

    @Override
    public String adapter() {
        return "sql";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        SqlWork work = SqlWork.of(scope.settings());
        SqlRails rails = SqlRails.of(scope.guardRails("sql"));
        try (KeptConnections.Lease lease = databases.connect(scope, rails)) {
            Connection connection = lease.connection();
            connection.setAutoCommit(false);
            AtomicBoolean running = new AtomicBoolean(true);
            scope.stop().onStop(() -> cancel(connection, running));
            ObjectNode outputs = transaction(connection, scope, work, rails);
            // A cancel that comes from now on would hit the next task on this connection.
            if (running.compareAndSet(true, false)) {
                lease.keep();
            }
            return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), List.of());
        } catch (SQLException failure) {
            throw SqlFailure.of(failure);
        }
    }

    private static ObjectNode transaction(Connection connection, TaskScope scope, SqlWork work, SqlRails rails)
            throws SQLException, IOException, TaskFailedException, InterruptedException {
        ObjectNode outputs =
                work.once() ? once(connection, scope, work, rails) : new SqlSession(connection, scope, rails).run(work);
        if (scope.stop().isRaised()) {
            throw new InterruptedException("stopped before the commit");
        }
        connection.commit();
        return outputs;
    }

    private static ObjectNode once(Connection connection, TaskScope scope, SqlWork work, SqlRails rails)
            throws SQLException, IOException, TaskFailedException {
        Ledger ledger = new Ledger(connection, scope.request());
        ObjectNode known = ledger.find();
        if (known != null) {
            return known;
        }
        ObjectNode outputs = new SqlSession(connection, scope, rails).run(work);
        ledger.keep(outputs);
        return outputs;
    }

    private static void cancel(Connection connection, AtomicBoolean running) {
        if (!running.compareAndSet(true, false)) {
            return;
        }
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException gone) {
            LOG.log(Level.WARNING, "the statement could not be cancelled: {0}", gone.getMessage());
        }
    }
}
