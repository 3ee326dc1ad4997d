package dev.trellis.host.unit;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.TaskId;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.TaskLabels;
import dev.trellis.host.instance.UnitOf;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code unit_process}. */
final class UnitTable {
    private static final String OPEN = """
            select u.child_id, u.task_id, u.attempt, u.attempt_token, u.error, i.tenant, i.state, i.end_reason, i.variables,
                   i.ended_at is not null as ended, t.task_type, t.pinned_version, t.version_range
              from unit_process u join instance i on i.id = u.child_id join task t on t.id = u.task_id
             where u.closed_at is null and u.child_id > :after
               and (i.ended_at is not null or t.attempt_token <> u.attempt_token
                    or t.status not in ('ready', 'leased', 'queued', 'running'))
             order by u.child_id limit :most
            """;

    private final Handle sql;

    UnitTable(Handle sql) {
        this.sql = sql;
    }

    /**
     * A task as its process inherits from it.
     *
     * @param submitter who started the process of the task
     * @param depth how many tasks that are processes are around it, itself included
     */
    record Task(String submitter, UnitOf unit, int depth) {}

    /** What an attempt hands down; empty when it is not under way any more. */
    Optional<Task> task(Attempt attempt) {
        return sql.createQuery(
                        "select i.submitter, t.priority, t.labels, coalesce(u.depth, 0) + 1 as depth from task t"
                                + " join instance i on i.id = t.instance_id left join unit_process u on u.child_id = t.root_id"
                                + " where t.id = :id and t.attempt_token = :token and t.status in ('leased', 'queued', 'running')")
                .bind("id", attempt.taskId().value())
                .bind("token", attempt.token())
                .map((row, context) -> task(attempt, row))
                .findOne();
    }

    private static Task task(Attempt attempt, ResultSet row) throws SQLException {
        Labels labels = TaskLabels.of(row.getString("labels")).inputs();
        int depth = row.getInt("depth");
        Priority priority = Priority.values()[row.getInt("priority")];
        return new Task(row.getString("submitter"), new UnitOf(attempt, depth, priority, labels), depth);
    }

    /** An attempt whose instance has ended, or that is not waited for any more. */
    record Open(
            String childId,
            Attempt attempt,
            String tenant,
            @Nullable String error,
            Type type,
            End end) {}

    /** Of which task type it is. */
    record Type(
            String name, @Nullable String pinned, @Nullable String range) {}

    /** @param variables null while the instance runs */
    record End(
            boolean ended,
            String state,
            @Nullable String reason,
            @Nullable Json variables) {}

    /** @param after the instance behind which they stand, in the order of ids */
    List<Open> open(String after, int most) {
        return sql.createQuery(OPEN)
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> open(row))
                .list();
    }

    /** Whether an instance executes this attempt. */
    boolean executes(String childId, Attempt attempt) {
        return sql.createQuery("select exists (select 1 from unit_process where child_id = :child and task_id = :task"
                        + " and attempt_token = :token)")
                .bind("child", childId)
                .bind("task", attempt.taskId().value())
                .bind("token", attempt.token())
                .mapTo(boolean.class)
                .one();
    }

    private static Open open(ResultSet row) throws SQLException {
        String variables = row.getString("variables");
        return new Open(
                row.getString("child_id"),
                new Attempt(
                        new TaskId(row.getString("task_id")), row.getInt("attempt"), row.getString("attempt_token")),
                row.getString("tenant"),
                row.getString("error"),
                new Type(row.getString("task_type"), row.getString("pinned_version"), row.getString("version_range")),
                new End(
                        row.getBoolean("ended"),
                        row.getString("state"),
                        row.getString("end_reason"),
                        variables == null ? null : new Json(variables)));
    }

    void close(String childId) {
        sql.createUpdate("update unit_process set closed_at = clock_timestamp() where child_id = :child")
                .bind("child", childId)
                .execute();
    }

    /** Outputs carry what the variables of the instance carry, where the schema of the outputs does not say otherwise. */
    void label(Open open) {
        sql.createUpdate(
                        "update task t set labels = jsonb_set(coalesce(t.labels::jsonb, '{\"inputs\": {}, \"outputs\": null}'),"
                                + " array['inputs', cast(:child as text)], to_jsonb(l.classes))::text"
                                + " from (select array_agg(distinct word) as classes from variable_label v, unnest(v.classes) as word"
                                + " where v.instance_id = :child) as l where t.id = :task and l.classes is not null")
                .bind("child", open.childId())
                .bind("task", open.attempt().taskId().value())
                .execute();
    }

    /** The classes of the variables of an instance. */
    Labels labels(String childId) {
        return sql.createQuery("select jsonb_object_agg(name, to_jsonb(classes))::text from variable_label"
                        + " where instance_id = :child")
                .bind("child", childId)
                .mapTo(String.class)
                .findOne()
                .map(Labels::of)
                .orElse(Labels.NONE);
    }

    /** The place in the model of the task that an instance executes; empty when it executes none, or not any more. */
    Optional<Caller> caller(String rootId) {
        return sql.createQuery("select t.execution_id, t.root_id from unit_process u join task t on t.id = u.task_id"
                        + " and t.attempt_token = u.attempt_token where u.child_id = :root and u.closed_at is null"
                        + " and t.status in ('leased', 'queued', 'running')")
                .bind("root", rootId)
                .map((row, context) -> new Caller(row.getString(1), row.getString(2)))
                .findOne();
    }

    record Caller(String executionId, String rootId) {}

    void error(String rootId, Json error) {
        sql.createUpdate("update unit_process set error = :error where child_id = :root")
                .bind("root", rootId)
                .bind("error", error.text())
                .execute();
    }
}
