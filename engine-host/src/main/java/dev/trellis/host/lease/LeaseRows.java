package dev.trellis.host.lease;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TimeLimits;
import dev.trellis.host.task.RequestParts;
import dev.trellis.host.trace.SpanIds;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/** Reads rows that a statement has leased. */
final class LeaseRows {
    /** What a statement returns of each row that it leases. */
    static final String RETURNED =
            "t.id, t.action, t.attempt, t.attempt_token, t.task_type, t.pinned_version, t.version_range, t.inputs,"
                    + " t.request, t.timeout_s, t.heartbeat_s, t.not_after, t.priority, t.ready_at";

    /** A leased task and its place in the order of a reply. */
    record Ranked(int priority, OffsetDateTime readyAt, LeasedTask task) {}

    static List<Ranked> read(Query leased) {
        return leased.map(row -> new Ranked(
                        row.getColumn("priority", Integer.class),
                        row.getColumn("ready_at", OffsetDateTime.class),
                        task(row)))
                .list();
    }

    /** The most urgent first. */
    static List<LeasedTask> inOrder(Collection<Ranked> leased) {
        return leased.stream()
                .sorted(Comparator.comparingInt(Ranked::priority).reversed().thenComparing(Ranked::readyAt))
                .map(Ranked::task)
                .toList();
    }

    private static LeasedTask task(RowView row) {
        Attempt attempt = new Attempt(
                new TaskId(row.getColumn("id", String.class)),
                row.getColumn("attempt", Integer.class),
                row.getColumn("attempt_token", String.class));
        RequestParts parts = parts(row, attempt);
        return new LeasedTask(
                attempt,
                Action.valueOf(row.getColumn("action", String.class).toUpperCase(Locale.ROOT)),
                new Demand(
                        row.getColumn("task_type", String.class),
                        row.getColumn("pinned_version", String.class),
                        row.getColumn("version_range", String.class),
                        parts.capabilities()),
                new Payload.Inline(new Json(row.getColumn("inputs", String.class))),
                parts.artifactsIn(),
                new TimeLimits(
                        row.getColumn("not_after", OffsetDateTime.class).toInstant(),
                        row.getColumn("timeout_s", Integer.class),
                        row.getColumn("heartbeat_s", Integer.class)),
                parts.context());
    }

    private static RequestParts parts(RowView row, Attempt attempt) {
        RequestParts stored = RequestParts.of(new Json(row.getColumn("request", String.class)));
        return stored.traced(SpanIds.ofRequest(
                stored.context().traceparent(), attempt.taskId().value(), attempt.token()));
    }

    private LeaseRows() {}
}
