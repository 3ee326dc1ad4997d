package dev.trellis.host.compensation;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.task.TaskRow;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code compensation}, and which run has taken which task. */
final class CompensationTable {
    /** What can be undone and no run has taken yet. A task that did its work and broke its promise is not under way any more. */
    private static final String TAKE = "update task set compensation_id = :run where undone_by is not null"
            + " and status in ('succeeded', 'failed', 'incident', 'cancelled') and compensation_id is null"
            + " and undo is not null";

    private final Handle sql;

    CompensationTable(Handle sql) {
        this.sql = sql;
    }

    void insert(Run run) {
        TaskError error = run.leave().error();
        sql.createUpdate(
                        "insert into compensation (id, instance_id, root_id, tenant, element, cause, execution_id, scopes,"
                                + " error_code, error_message) values (:id, :instance, :root, :tenant, :element, :cause,"
                                + " :execution, :scopes, :code, :message)")
                .bind("id", run.id())
                .bind("instance", run.instance().id())
                .bind("root", run.instance().rootId())
                .bind("tenant", run.instance().tenant())
                .bind("element", run.element())
                .bind("cause", run.cause().name().toLowerCase(Locale.ROOT))
                .bind("execution", run.executionId())
                .bind("scopes", run.leave().scopes().toArray(String[]::new))
                .bind("code", error == null ? null : error.code())
                .bind("message", error == null ? null : error.message())
                .execute();
    }

    Run get(String id) {
        return sql.createQuery(
                        "select id, instance_id, root_id, tenant, element, cause, execution_id, scopes, error_code,"
                                + " error_message from compensation where id = :id")
                .bind("id", id)
                .map(CompensationTable::run)
                .one();
    }

    private static Run run(ResultSet row, StatementContext context) throws SQLException {
        Array scopes = row.getArray(8);
        String code = row.getString(9);
        return new Run(
                row.getString(1),
                new Run.Instance(row.getString(2), row.getString(3), row.getString(4)),
                row.getString(5),
                Run.Cause.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
                row.getString(7),
                new Run.Leave(
                        List.of((String[]) scopes.getArray()),
                        code == null ? null : new TaskError(code, row.getString(10), false)));
    }

    /** Takes what is completed in scopes; says how much. */
    int takeIn(String run, Collection<String> scopes) {
        return sql.createUpdate(TAKE + " and scope = any(:scopes)")
                .bind("run", run)
                .bind("scopes", scopes.toArray(String[]::new))
                .execute();
    }

    /** Takes what is completed of some elements in a scope; says how much. */
    int takeOf(String run, String scope, Collection<String> elements) {
        return sql.createUpdate(TAKE + " and scope = :scope and element = any(:elements)")
                .bind("run", run)
                .bind("scope", scope)
                .bind("elements", elements.toArray(String[]::new))
                .execute();
    }

    /** Takes all that is completed in a call tree; says how much. */
    int takeAll(String run, String rootId) {
        return sql.createUpdate(TAKE + " and root_id = :root")
                .bind("run", run)
                .bind("root", rootId)
                .execute();
    }

    /** Takes a task that succeeded after it was taken back: it is the last that was completed. */
    void takeLate(String run, String task) {
        sql.createUpdate("update task set compensation_id = :run, completion_number = nextval('task_completion')"
                        + " where id = :task and compensation_id is null")
                .bind("run", run)
                .bind("task", task)
                .execute();
    }

    /** Whether an undo of a call tree is at work, or waits for a person. */
    boolean undoes(String rootId) {
        return sql.createQuery("select exists (select 1 from task where root_id = :root and undoes is not null"
                        + " and status not in ('succeeded', 'failed', 'cancelled'))")
                .bind("root", rootId)
                .mapTo(boolean.class)
                .one();
    }

    /** Whether a run has to undo something yet. */
    boolean hasDue(String run) {
        return sql.createQuery("select exists (select 1 from task t where t.compensation_id = :run and t.undoes is null"
                        + " and not exists (select 1 from task u where u.undoes = t.id))")
                .bind("run", run)
                .mapTo(boolean.class)
                .one();
    }

    /** A task that a run is to undo, with the order of its undo. */
    record Due(TaskRow task, String run, Json order) {}

    /** What is to be undone next in a call tree: the last completed of what its runs have taken and not begun to undo. */
    Optional<Due> next(String rootId) {
        return sql.createQuery("select " + TaskRow.COLUMNS + ", t.undo from task t"
                        + " join compensation c on c.id = t.compensation_id"
                        + " where c.root_id = :root and c.state = 'running' and t.undoes is null"
                        + " and not exists (select 1 from task u where u.undoes = t.id)"
                        + " order by t.completion_number desc limit 1")
                .bind("root", rootId)
                .map(row -> new Due(
                        TaskRow.of(row),
                        row.getColumn("compensation_id", String.class),
                        new Json(row.getColumn("undo", String.class))))
                .findOne();
    }

    /** Ends a run; one that has ended stays as it is. */
    boolean end(String id, boolean done) {
        return sql.createUpdate("update compensation set state = :state, ended_at = clock_timestamp()"
                                + " where id = :id and state = 'running'")
                        .bind("id", id)
                        .bind("state", done ? "done" : "failed")
                        .execute()
                == 1;
    }

    /** Moves what was completed in a scope to the one around it, once the scope itself is completed. */
    static void scopeCompleted(String scope, String outer, Handle sql) {
        sql.createUpdate("update task set scope = :outer where scope = :scope and undone_by is not null")
                .bind("scope", scope)
                .bind("outer", outer)
                .execute();
    }

    /** The task of an id. */
    @Nullable
    TaskRow task(String id) {
        return sql.createQuery("select " + TaskRow.COLUMNS + " from task t where t.id = :id")
                .bind("id", id)
                .map(row -> TaskRow.of(row))
                .findOne()
                .orElse(null);
    }
}
