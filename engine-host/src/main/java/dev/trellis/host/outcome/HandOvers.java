package dev.trellis.host.outcome;

import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.host.task.TaskRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table {@code callback}: attempts in the hands of whoever holds a token, until they are completed or lost. */
public final class HandOvers {
    /** Two missed signs of life are a silence; the clocks of holder and database may be apart by 5 s. */
    private static final String DUE_AT = "least(%1$s, clock_timestamp() + (2 * %2$s + 5) * interval '1 second')";

    private final Handle sql;

    public HandOvers(Handle sql) {
        this.sql = sql;
    }

    /**
     * What a token is for.
     *
     * @param attempt the attempt that was handed over
     * @param current whether it still is the present one of its task
     */
    public record Found(Attempt attempt, Instant openedAt, boolean current) {}

    /**
     * A hand-over whose time is up.
     *
     * @param deadline the end of the whole time; when it has not passed, the holder fell silent
     */
    public record Due(
            String taskId, String rootId, String attemptToken, Instant deadline, Instant heartbeatAt, boolean over) {}

    /** Notes who completes the attempt; nobody needs to look at its execution record any more. */
    void open(TaskRow task, Result.HandedOver to) {
        // The same hand-over again prolongs nothing: it is no sign of life.
        sql.createUpdate(
                        "insert into callback as c (task_id, attempt_token, token_sha256, deadline, heartbeat_s, due_at)"
                                + " values (:task, :attempt, :digest, :deadline, :heartbeat, "
                                + DUE_AT.formatted(":deadline", ":heartbeat") + ") on conflict (task_id) do update set"
                                + " attempt_token = excluded.attempt_token, token_sha256 = excluded.token_sha256,"
                                + " opened_at = clock_timestamp(), deadline = excluded.deadline,"
                                + " heartbeat_s = excluded.heartbeat_s, heartbeat_at = clock_timestamp(), percent = null,"
                                + " message = null, due_at = excluded.due_at where c.attempt_token <> excluded.attempt_token")
                .bind("task", task.id())
                .bind("attempt", task.state().token())
                .bind("digest", digest(to.callbackToken()))
                .bind("deadline", to.deadline().atOffset(ZoneOffset.UTC))
                .bind("heartbeat", to.heartbeatSeconds())
                .execute();
        sql.createUpdate("update task set watch_at = null where id = :task")
                .bind("task", task.id())
                .execute();
    }

    /** The hand-over of a token, also one that is over. */
    public Optional<Found> find(String token) {
        return sql.createQuery("select c.task_id, t.attempt, c.attempt_token, c.opened_at,"
                        + " t.attempt_token = c.attempt_token from callback c join task t on t.id = c.task_id"
                        + " where c.token_sha256 = :digest")
                .bind("digest", digest(token))
                .map((row, context) -> new Found(
                        new Attempt(new TaskId(row.getString(1)), row.getInt(2), row.getString(3)),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getBoolean(5)))
                .findOne();
    }

    /** Notes a sign of life; says whether the attempt is still awaited. */
    public boolean beat(String token, @Nullable Integer percent, @Nullable String message) {
        return sql.createUpdate(
                                "update callback c set heartbeat_at = clock_timestamp(),"
                                        + " percent = coalesce(:percent, c.percent), message = coalesce(:message, c.message), due_at = "
                                        + DUE_AT.formatted("c.deadline", "c.heartbeat_s")
                                        + " from task t where c.token_sha256 = :digest and t.id = c.task_id"
                                        + " and t.attempt_token = c.attempt_token and t.status in ('leased', 'queued', 'running')")
                        .bind("digest", digest(token))
                        .bind("percent", percent)
                        .bind("message", message)
                        .execute()
                > 0;
    }

    /** Hand-overs whose deadline has passed or whose holder fell silent. */
    public List<Due> due(int max) {
        return sql.createQuery("select c.task_id, t.root_id, c.attempt_token, c.deadline, c.heartbeat_at,"
                        + " c.deadline <= clock_timestamp() from callback c join task t on t.id = c.task_id"
                        + " where c.due_at <= statement_timestamp() order by c.due_at limit :max")
                .bind("max", max)
                .map((row, context) -> new Due(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getBoolean(6)))
                .list();
    }

    /** Takes a due hand-over to deal with it; false when a sign of life or another host came first. */
    public boolean take(Due due) {
        return sql.createUpdate("update callback set due_at = null where task_id = :task and attempt_token = :attempt"
                                + " and due_at <= clock_timestamp()")
                        .bind("task", due.taskId())
                        .bind("attempt", due.attemptToken())
                        .execute()
                > 0;
    }

    private static String digest(String token) {
        return Sha256.hexOf(token.getBytes(StandardCharsets.UTF_8));
    }
}
