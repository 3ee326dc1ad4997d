package dev.trellis.tde.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Result;
import dev.trellis.tde.runtime.RowFile;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

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
        try (KeptConnections.Lease lease = databases.connect(scope, rails);
                TaskScope.Timing timing = scope.database(lease.dialect().system())) {
            Connection connection = lease.connection();
            connection.setAutoCommit(false);
            AtomicBoolean running = new AtomicBoolean(true);
            scope.stop().onStop(() -> cancel(lease, running));
            ObjectNode outputs = transaction(lease, scope, work, rails);
            // A cancel that comes from now on would hit the next task on this connection.
            if (running.compareAndSet(true, false)) {
                lease.keep();
            }
            return RowFile.result(outputs);
        } catch (SQLException failure) {
            throw SqlFailure.of(failure);
        }
    }

    private static ObjectNode transaction(KeptConnections.Lease lease, TaskScope scope, SqlWork work, SqlRails rails)
            throws SQLException, IOException, TaskFailedException, InterruptedException {
        Connection connection = lease.connection();
        if (work.mode() == SqlWork.Mode.QUERY) {
            connection.setReadOnly(true);
        }
        Ledger ledger = work.session().once() ? lease.dialect().ledger(connection, scope.request()) : null;
        ObjectNode known = ledger == null ? null : ledger.find();
        if (known != null) {
            return known;
        }
        if (work.session().role() != null) {
            lease.dialect().become(connection, work.session().role());
        }
        ObjectNode outputs = new SqlSession(lease, scope, rails).run(work);
        if (ledger != null) {
            if (work.session().role() != null) {
                lease.dialect().become(connection, "none");
            }
            ledger.keep(outputs);
        }
        if (scope.stop().isRaised()) {
            throw new InterruptedException("stopped before the commit");
        }
        connection.commit();
        return outputs;
    }

    private static void cancel(KeptConnections.Lease lease, AtomicBoolean running) {
        if (!running.compareAndSet(true, false)) {
            return;
        }
        try {
            lease.dialect().cancel(lease.connection());
        } catch (SQLException gone) {
            LOG.log(Level.WARNING, "the statement could not be cancelled: {0}", gone.getMessage());
        }
    }
}
