package dev.trellis.host.outcome;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Attempt;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** The table {@code inbox}: each outcome counts once. */
final class Inbox {
    /** Verdicts that are not the last word. */
    private static final String OPEN = "'failing', 'held', 'parked'";

    private final Handle sql;

    Inbox(Handle sql) {
        this.sql = sql;
    }

    /** The key of an outcome. */
    record Key(String taskId, String token) {
        static Key of(Attempt attempt) {
            return new Key(attempt.taskId().value(), attempt.token());
        }
    }

    /**
     * An outcome about to be applied.
     *
     * @param execution what it says of that, by {@link dev.trellis.host.trace.Execution}
     */
    record Entry(Key key, Json execution) {}

    /** Enters outcomes as applied and returns those that were not applied before. */
    Set<Key> enter(Collection<Entry> entries) {
        return new HashSet<>(sql.createQuery("insert into inbox (task_id, attempt_token, verdict, execution)"
                        + " select task_id, attempt_token, 'applied', execution"
                        + " from unnest(:tasks, :tokens, :executions) as k(task_id, attempt_token, execution)"
                        + " order by task_id, attempt_token"
                        + " on conflict (task_id, attempt_token)"
                        + " do update set verdict = 'applied', outcome = null, execution = excluded.execution"
                        + " where inbox.verdict in (" + OPEN + ") returning task_id, attempt_token")
                .bind("tasks", texts(entries, entry -> entry.key().taskId()))
                .bind("tokens", texts(entries, entry -> entry.key().token()))
                .bind("executions", texts(entries, entry -> entry.execution().text()))
                .map((row, context) -> new Key(row.getString(1), row.getString(2)))
                .list());
    }

    private static String[] texts(Collection<Entry> entries, Function<Entry, String> part) {
        return entries.stream().map(part).toArray(String[]::new);
    }

    /** Changes the verdict on an outcome that was entered in this transaction. */
    void verdict(Key key, String verdict) {
        sql.createUpdate("update inbox set verdict = :verdict where task_id = :task and attempt_token = :token")
                .bind("verdict", verdict)
                .bind("task", key.taskId())
                .bind("token", key.token())
                .execute();
    }

    /** Lets another outcome under the same token count, after one that was not the last word. */
    void reopen(Key key) {
        verdict(key, "failing");
    }

    /** Keeps an outcome to apply it later. */
    void keep(Key key, String verdict, Json message) {
        sql.createUpdate("insert into inbox (task_id, attempt_token, verdict, outcome)"
                        + " values (:task, :token, :verdict, :outcome)"
                        + " on conflict (task_id, attempt_token) do update set verdict = :verdict, outcome = :outcome")
                .bind("task", key.taskId())
                .bind("token", key.token())
                .bind("verdict", verdict)
                .bind("outcome", message.text())
                .execute();
    }

    /** Counts one more failure to apply an outcome and returns how many there were. */
    int failedAgain(Key key) {
        return sql.createQuery("insert into inbox (task_id, attempt_token, verdict, failures)"
                        + " values (:task, :token, 'failing', 1) on conflict (task_id, attempt_token)"
                        + " do update set failures = inbox.failures + 1 where inbox.verdict in (" + OPEN + ")"
                        + " returning failures")
                .bind("task", key.taskId())
                .bind("token", key.token())
                .mapTo(int.class)
                .findOne()
                .orElse(0);
    }

    /** Outcomes that wait for the resumption of a call tree. */
    List<Json> heldOf(String rootId) {
        return sql.createQuery(
                        "select i.outcome from inbox i join task t on t.id = i.task_id"
                                + " where t.root_id = :root and t.status <> 'incident' and i.verdict = 'held' and i.outcome is not null order by i.received_at")
                .bind("root", rootId)
                .map((row, context) -> new Json(row.getString(1)))
                .list();
    }

    /** The outcome of the present attempt that waits for a decision of a person. */
    List<Json> waitingOf(String taskId) {
        return sql.createQuery("select i.outcome from inbox i join task t on t.id = i.task_id"
                        + " and t.attempt_token = i.attempt_token where t.id = :task and i.verdict in ('held', 'parked')"
                        + " and i.outcome is not null")
                .bind("task", taskId)
                .map((row, context) -> new Json(row.getString(1)))
                .list();
    }
}
