package dev.trellis.host.instance;

import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Priority;
import dev.trellis.host.dataclass.Labels;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * What an instance inherits from the task that it executes.
 *
 * @param depth how many tasks that are processes are around it, the one that it executes included
 * @param priority of its tasks where its process says nothing
 * @param labels classes of its variables
 */
public record UnitOf(Attempt attempt, int depth, Priority priority, Labels labels) {
    private static final Pattern KEY = Pattern.compile("task/[^/]+/\\d+");

    /** The idempotency key of the instance: an attempt starts one. */
    public String key() {
        return "task/" + attempt.taskId().value() + "/" + attempt.number();
    }

    /** Whether a key is such as attempts have, which nobody else may use. */
    static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /** Locks the task until the instance stands beside it, so that a cancellation sees the instance; says whether the attempt is under way. */
    boolean hold(Handle sql) {
        return sql.createQuery("select true from task where id = :task and attempt_token = :token"
                        + " and status in ('leased', 'queued', 'running') for update")
                .bind("task", attempt.taskId().value())
                .bind("token", attempt.token())
                .mapTo(boolean.class)
                .findOne()
                .isPresent();
    }

    /** Notes which instance executes the attempt. */
    void insert(String childId, Handle sql) {
        sql.createUpdate("insert into unit_process (child_id, task_id, attempt, attempt_token, depth, priority)"
                        + " values (:child, :task, :attempt, :token, :depth, :priority)")
                .bind("child", childId)
                .bind("task", attempt.taskId().value())
                .bind("attempt", attempt.number())
                .bind("token", attempt.token())
                .bind("depth", depth)
                .bind("priority", priority.ordinal())
                .execute();
    }
}
