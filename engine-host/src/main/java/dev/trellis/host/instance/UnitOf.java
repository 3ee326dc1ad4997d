package dev.trellis.host.instance;

import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Priority;
import dev.trellis.host.dataclass.Labels;
import org.jdbi.v3.core.Handle;

/**
 * What an instance inherits from the task that it executes.
 *
 * @param depth how many tasks that are processes are around it, the one that it executes included
 * @param priority of its tasks where its process says nothing
 * @param labels classes of its variables
 */
public record UnitOf(Attempt attempt, int depth, Priority priority, Labels labels) {
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
