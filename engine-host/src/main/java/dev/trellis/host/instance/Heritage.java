package dev.trellis.host.instance;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Priority;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.definition.LockFile;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a task inherits from its instance.
 *
 * @param labels classes of its variables, as they are noted
 * @param unit priority of the task that its call tree executes, null when it executes none
 */
public record Heritage(
        String tenant,
        String process,
        String version,
        String submitter,
        @Nullable String traceparent,
        @Nullable String idempotencyKey,
        LockFile lock,
        Labels labels,
        @Nullable Priority unit) {
    /** Reads it without the labels, which {@link Heritages} adds. */
    public static Heritage of(String instanceId, Handle sql) {
        return sql.createQuery(
                        "select i.tenant, i.process, i.version, i.submitter, i.traceparent, i.idempotency_key, i.lock,"
                                + " u.priority from instance i left join unit_process u on u.child_id = i.root_id where i.id = :id")
                .bind("id", instanceId)
                .map((row, context) -> new Heritage(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        LockFile.of(new Json(row.getString(7))),
                        Labels.NONE,
                        row.getObject(8) == null ? null : Priority.values()[row.getInt(8)]))
                .one();
    }

    Heritage with(Labels noted) {
        return new Heritage(tenant, process, version, submitter, traceparent, idempotencyKey, lock, noted, unit);
    }

    /** The priority of tasks of which the model says nothing. */
    public Priority priority() {
        return unit == null ? Priority.NORMAL : unit;
    }
}
