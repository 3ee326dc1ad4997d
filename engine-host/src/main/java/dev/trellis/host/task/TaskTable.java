package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TaskLifecycle.Cancelled;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The writes of the table {@code task}. Which of them is legal is decided by {@link TaskLifecycle}, before. */
public final class TaskTable {
    private static final String INSERT = """
            insert into task (id, instance_id, root_id, execution_id, tenant, element, loop_index, task_type,
                              pinned_version, version_range, priority, status, attempt_token, max_retries, timeout_s,
                              heartbeat_s, effect, action, scope, undone_by, undoes, compensation_id, inputs, request,
                              hold_reason, labels, caused_by, times)
            values (:id, :instance, :root, :execution, :tenant, :element, :loop, :type, :pinned, :range, :priority,
                    :status, :token, :retries, :timeout, :heartbeat, :effect, :action, :scope, :undoneBy, :undoes,
                    :compensation, :inputs, :request, :hold, :labels, nullif(:causes, cast(array[] as text[])),
                    jsonb_build_object(cast(:status as text), clock_timestamp()))
            """;
    /** Sets a status and notes the first time of it. */
    static final String TO_STATUS =
            "status = :status, times = jsonb_build_object(cast(:status as text), clock_timestamp()) || times";

    /** The statuses of an attempt on its way; their times are those of the present attempt. */
    private static final String WAY = "array['leased', 'queued', 'running']";

    private final Handle sql;

    public TaskTable(Handle sql) {
        this.sql = sql;
    }

    void insert(NewTask task) {
        UndoneBy undoneBy = task.bond().undoneBy();
        sql.createUpdate(INSERT)
                .bind("id", task.place().id())
                .bind("instance", task.place().instanceId())
                .bind("root", task.place().rootId())
                .bind("execution", task.place().executionId())
                .bind("tenant", task.place().tenant())
                .bind("element", task.kind().element())
                .bind("loop", task.kind().loopIndex())
                .bind("type", task.kind().taskType())
                .bind("pinned", task.kind().pinnedVersion())
                .bind("range", task.demand().versionRange())
                .bind("priority", task.demand().priority().ordinal())
                .bind("status", task.state().status().status())
                .bind("token", task.state().token())
                .bind("retries", task.terms().maxRetries())
                .bind("timeout", task.terms().timeoutSeconds())
                .bind("heartbeat", task.terms().heartbeatSeconds())
                .bind("effect", task.terms().effect().word())
                .bind("action", task.bond().action().name().toLowerCase(Locale.ROOT))
                .bind("scope", task.bond().scope())
                .bind("undoneBy", undoneBy == null ? null : undoneBy.text())
                .bind("undoes", task.bond().undoes())
                .bind("compensation", task.bond().compensationId())
                .bind("inputs", task.demand().inputs().text())
                .bind("request", task.demand().request().text())
                .bind("hold", task.demand().holdReason())
                .bind("labels", text(task.demand().labels()))
                .bind("causes", task.demand().causes().toArray(String[]::new))
                .execute();
    }

    /** A late success may be undone while its call tree is suspended; its undo waits then, as all of that tree does. */
    void suspendWithItsInstance(String id) {
        sql.createUpdate(
                        "update task set suspended = true where id = :id"
                                + " and exists (select 1 from instance i where i.root_id = task.root_id and i.state = 'suspended')")
                .bind("id", id)
                .execute();
    }

    private static @Nullable String text(@Nullable Json json) {
        return json == null ? null : json.text();
    }

    /** Locks tasks in the order of their ids. */
    public List<TaskRow> lock(Collection<String> ids) {
        return sql.createQuery(
                        "select " + TaskRow.COLUMNS + " from task t where t.id = any(:ids) order by t.id for update")
                .bind("ids", ids.toArray(String[]::new))
                .map(row -> TaskRow.of(row))
                .list();
    }

    public Optional<TaskRow> lock(String id) {
        return lock(List.of(id)).stream().findFirst();
    }

    /** Ends a task; {@code outcome} is the message that ended it. */
    public void end(String id, TaskLifecycle end, @Nullable Json outcome) {
        sql.createUpdate("update task set " + TO_STATUS
                        + ", outcome = coalesce(:outcome, outcome), lease_until = null, watch_at = null, hold_reason = null,"
                        + " completion_number = case when :status = 'succeeded' then nextval('task_completion')"
                        + " else completion_number end"
                        + " where id = :id")
                .bind("id", id)
                .bind("status", end.status())
                .bind("outcome", outcome == null ? null : outcome.text())
                .execute();
    }

    /** Moves a task to another open status, without a new attempt. */
    public void move(String id, TaskLifecycle to, @Nullable String holdReason) {
        sql.createUpdate("update task set " + TO_STATUS + ", hold_reason = :reason, lease_until = null, watch_at = null"
                        + " where id = :id")
                .bind("id", id)
                .bind("status", to.status())
                .bind("reason", holdReason)
                .execute();
    }

    /** Makes the next attempt of a task, ready after a delay, and keeps how the former one ended. */
    public void nextAttempt(TaskRow task, NextAttempt next) {
        sql.createUpdate("insert into task_attempt (task_id, attempt, attempt_token, created_at, ending, reason,"
                        + " times, route, lease_owner) select id, attempt, attempt_token, attempt_at, :ending, :reason,"
                        + " times, route, lease_owner from task where id = :id")
                .bind("id", task.id())
                .bind("ending", next.ending())
                .bind("reason", next.reason())
                .execute();
        sql.createUpdate("update task set " + TO_STATUS
                        + " - " + WAY
                        + ", attempt = attempt + 1, attempt_token = :token, attempt_at = clock_timestamp(),"
                        + " ready_at = clock_timestamp() + :delay * interval '1 millisecond', lease_owner = null,"
                        + " lease_until = null, watch_at = null, not_after = null, hold_reason = :reason,"
                        + " inputs = coalesce(:inputs, inputs) where id = :id")
                .bind("id", task.id())
                .bind("status", next.status().status())
                .bind("token", next.token())
                .bind("delay", next.delay().toMillis())
                .bind("reason", next.reason())
                .bind("inputs", next.inputs() == null ? null : next.inputs().text())
                .execute();
    }

    /**
     * The attempt after one that ended.
     *
     * @param ending how the former one ended, for example {@code failed}
     * @param inputs in place of the former ones, null to keep them
     */
    public record NextAttempt(
            TaskLifecycle.Ready status,
            String token,
            Duration delay,
            String ending,
            String reason,
            @Nullable Json inputs) {}

    /** Cancels the open tasks of waiting places and returns them as they were before. */
    public List<TaskRow> cancelAt(Collection<String> executionIds) {
        return sql.createQuery("with gone as (select " + TaskRow.COLUMNS
                        + " from task t where t.execution_id = any(:executions) and t.status in"
                        + " ('awaiting_approval', 'ready', 'leased', 'queued', 'running', 'incident')"
                        + " order by t.id for update), done as (update task set " + TO_STATUS
                        + ", lease_until = null, watch_at = null, hold_reason = null from gone where task.id = gone.id)"
                        + " select * from gone")
                .bind("executions", executionIds.toArray(String[]::new))
                .bind("status", new Cancelled().status())
                .map(row -> TaskRow.of(row))
                .list();
    }

    /** Lets undos go on that were held with their instance, which has ended; says whether there were any. */
    public boolean releaseUndos(String rootId) {
        return sql.createUpdate("update task set suspended = false where root_id = :root and suspended"
                                + " and undoes is not null")
                        .bind("root", rootId)
                        .execute()
                > 0;
    }

    /** Notes that an executor holds a task. */
    public void running(String id, TaskLifecycle.Running running) {
        sql.createUpdate("update task set " + TO_STATUS + " where id = :id")
                .bind("id", id)
                .bind("status", running.status())
                .execute();
    }

    /** Looks at an execution record again at this time from now on. */
    public void watchIn(String id, Duration delay) {
        sql.createUpdate(
                        "update task set watch_at = clock_timestamp() + :delay * interval '1 millisecond' where id = :id")
                .bind("id", id)
                .bind("delay", delay.toMillis())
                .execute();
    }
}
