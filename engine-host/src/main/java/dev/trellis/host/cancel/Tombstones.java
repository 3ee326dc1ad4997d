package dev.trellis.host.cancel;

import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.ExecutionStore.ExecutionRecord;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.TaskId;
import dev.trellis.host.db.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Writes the tombstones of cancelled tasks into the execution store. A tombstone that stands without an owner, or beside a
 * stored outcome, acknowledges the cancellation at once; otherwise the executor is watched until it stops. A stored outcome is
 * looked up once more, since its message may be lost and a late effect must not be. A task that is a process has no record: it is
 * quiet once no instance executes it, and whoever takes those back acknowledges.
 */
public final class Tombstones {
    private static final int AT_ONCE = 100;
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
    /** When the record of a silent owner is looked at once more: later than a process stands still that goes on at all. */
    private static final Duration LAST_LOOK = Duration.ofMinutes(2);

    private final Database database;
    private final ExecutionStore executions;
    private final InstantSource clock;

    public Tombstones(Database database, ExecutionStore executions, InstantSource clock) {
        this.database = database;
        this.executions = executions;
        this.clock = clock;
    }

    private record Due(String taskId, String tenant) {}

    /**
     * Writes what is due; safe to run on several hosts at once.
     *
     * @return how many were written
     * @throws dev.trellis.contract.port.PortUnavailableException when the store does not answer; nothing is lost
     */
    public int sweep() {
        return database.write(handle -> {
            List<Due> due = handle.createQuery("select task_id, tenant from cancellation where tombstone_at is null"
                            + " order by requested_at limit :max for update skip locked")
                    .bind("max", AT_ONCE)
                    .map((row, context) -> new Due(row.getString(1), row.getString(2)))
                    .list();
            due.forEach(task -> write(task, handle));
            return due.size();
        });
    }

    private void write(Due due, Handle handle) {
        ExecutionKey key = new ExecutionKey(due.tenant(), new TaskId(due.taskId()), Action.EXECUTE);
        executions.tombstone(key, clock.instant());
        Optional<ExecutionRecord> claimed = executions.read(key).filter(record -> record.owner() != null);
        boolean quiet =
                claimed.filter(record -> record.outcome() == null).isEmpty() && !isExecuted(due.taskId(), handle);
        handle.createUpdate("update cancellation set tombstone_at = clock_timestamp(),"
                        + " acked_at = case when :quiet then clock_timestamp() end where task_id = :task")
                .bind("quiet", quiet)
                .bind("task", due.taskId())
                .execute();
        if (claimed.isPresent()) {
            handle.createUpdate(
                            "update task set watch_at = clock_timestamp() + :delay * interval '1 second' where id = :task")
                    .bind("delay", FIRST_LOOK.toSeconds())
                    .bind("task", due.taskId())
                    .execute();
        }
    }

    /** Whether an instance runs that executes the task; none starts once the task is cancelled, as a start locks its row. */
    private static boolean isExecuted(String taskId, Handle handle) {
        return handle.createQuery("select exists (select 1 from unit_process u join instance i on i.id = u.child_id"
                        + " where u.task_id = :task and i.ended_at is null)")
                .bind("task", taskId)
                .mapTo(boolean.class)
                .one();
    }

    /** Notes that an instance has ended which executed a task; the last one acknowledges where the task is cancelled. */
    public static void unitEnded(String taskId, Handle handle) {
        if (!isExecuted(taskId, handle)) {
            acknowledge(taskId, handle);
        }
    }

    /**
     * Notes that the owner of a cancelled task gives no sign of life, as far as somebody saw some time ago. One that only stood still
     * may have stored since what it did, and the message of that may be lost: the first such word has the record looked at once more.
     */
    public static void silent(String taskId, Handle handle) {
        boolean known = handle.createQuery(
                        "select exists (select 1 from cancellation where task_id = :task and acked_at is not null)")
                .bind("task", taskId)
                .mapTo(boolean.class)
                .one();
        acknowledge(taskId, handle);
        if (!known) {
            handle.createUpdate("update task set watch_at = clock_timestamp() + :delay * interval '1 second'"
                            + " where id = :task and status = 'cancelled'")
                    .bind("delay", LAST_LOOK.toSeconds())
                    .bind("task", taskId)
                    .execute();
        }
    }

    /** Notes that no owner of a cancelled task runs any more. */
    public static void acknowledge(String taskId, Handle handle) {
        handle.createUpdate(
                        "update cancellation set acked_at = coalesce(acked_at, clock_timestamp()) where task_id = :task")
                .bind("task", taskId)
                .execute();
        handle.createUpdate("update task set watch_at = null where id = :task and status = 'cancelled'")
                .bind("task", taskId)
                .execute();
    }

    /** Whether the cancellation of a task is acknowledged: nothing of it runs or will run. */
    public boolean acknowledged(String taskId) {
        return database.read(handle -> handle.createQuery(
                        "select not exists (select 1 from cancellation where task_id = :task and acked_at is null)")
                .bind("task", taskId)
                .mapTo(boolean.class)
                .one());
    }
}
