package dev.trellis.host.trace;

import dev.trellis.contract.json.Json;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.trace.InstanceFacts.Submission;
import dev.trellis.host.trace.TaskFacts.AttemptFacts;
import dev.trellis.host.trace.TaskFacts.Reply;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads from the tables what traces are made of; of what the platform does not trace, nothing. */
final class TraceLedger {
    private static final String INSTANCES = """
            select id, root_id, parent_id, process, version, tenant, state, traceparent, submission, started_at, ended_at
              from instance where id = any(:ids) and traceparent is not null""";

    private static final String TASKS = """
            select t.id, t.root_id, t.instance_id, t.element, t.loop_index, t.task_type, t.pinned_version, t.tenant, t.status,
                   t.caused_by, t.times::text as times, t.created_at, i.traceparent
              from task t join instance i on i.id = t.instance_id
             where t.id = any(:ids) and i.traceparent is not null""";

    private static final String ATTEMPTS = """
            select a.task_id, a.attempt, a.attempt_token, a.route, a.lease_owner, a.times::text as times, a.ended_at,
                   b.received_at, b.verdict, b.execution
              from (select task_id, attempt, attempt_token, route, lease_owner, times, ended_at
                      from task_attempt where task_id = any(:ids)
                    union all
                    select id, attempt, attempt_token, route, lease_owner, times,
                           coalesce((times ->> status)::timestamptz, attempt_at)
                      from task where id = any(:ids)) as a
              left join inbox b on b.task_id = a.task_id and b.attempt_token = a.attempt_token and b.execution is not null
             order by a.attempt""";

    private final Handle sql;

    TraceLedger(Handle sql) {
        this.sql = sql;
    }

    List<InstanceFacts> instances(Collection<String> ids) {
        return sql
                .createQuery(INSTANCES)
                .bind("ids", ids.toArray(String[]::new))
                .map((row, context) -> instance(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<InstanceFacts> instance(ResultSet row) throws SQLException {
        Optional<TraceContext> trace = traced(row);
        if (trace.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new InstanceFacts(
                trace.get(),
                row.getString("id"),
                row.getString("parent_id"),
                new InstanceFacts.Kind(
                        row.getString("process"),
                        row.getString("version"),
                        row.getString("tenant"),
                        row.getString("state")),
                submission(row.getString("submission")),
                instant(row, "started_at"),
                instantOrNull(row, "ended_at")));
    }

    /** The context of a call tree that the platform traces and the sampler keeps. */
    private static Optional<TraceContext> traced(ResultSet row) throws SQLException {
        String root = SpanIds.instance(row.getString("root_id"));
        return TraceContext.of(row.getString("traceparent"))
                .filter(context -> context.sampled() && context.spanId().equals(root));
    }

    private static @Nullable Submission submission(@Nullable String json) {
        if (json == null) {
            return null;
        }
        Map<String, @Nullable Object> members = JsonValues.object(new Json(json));
        return new Submission(
                String.valueOf(members.get("way")),
                Instant.parse(String.valueOf(members.get("received_at"))),
                members.get("parent") instanceof String parent ? parent : null);
    }

    List<TaskFacts> tasks(Collection<String> ids) {
        Map<String, List<AttemptFacts>> attempts = attempts(ids);
        return sql
                .createQuery(TASKS)
                .bind("ids", ids.toArray(String[]::new))
                .map((row, context) -> task(row, attempts))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<TaskFacts> task(ResultSet row, Map<String, List<AttemptFacts>> attempts)
            throws SQLException {
        Optional<TraceContext> trace = traced(row);
        if (trace.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TaskFacts(
                trace.get(),
                row.getString("id"),
                row.getString("instance_id"),
                new TaskFacts.Kind(
                        row.getString("element"),
                        row.getObject("loop_index", Integer.class),
                        row.getString("task_type"),
                        row.getString("pinned_version"),
                        row.getString("tenant")),
                row.getString("status"),
                causes(row.getArray("caused_by")),
                times(row.getString("times")),
                instant(row, "created_at"),
                attempts.getOrDefault(row.getString("id"), List.of())));
    }

    private static List<String> causes(@Nullable Array tokens) throws SQLException {
        return tokens == null ? List.of() : List.of((String[]) tokens.getArray());
    }

    private Map<String, List<AttemptFacts>> attempts(Collection<String> ids) {
        return sql
                .createQuery(ATTEMPTS)
                .bind("ids", ids.toArray(String[]::new))
                .map(TraceLedger::attempt)
                .list()
                .stream()
                .collect(Collectors.groupingBy(Owned::taskId, Collectors.mapping(Owned::attempt, Collectors.toList())));
    }

    private record Owned(String taskId, AttemptFacts attempt) {}

    private static Owned attempt(ResultSet row, StatementContext context) throws SQLException {
        Map<String, Instant> times = times(row.getString("times"));
        return new Owned(
                row.getString("task_id"),
                new AttemptFacts(
                        row.getInt("attempt"),
                        row.getString("attempt_token"),
                        queue(row.getString("route")),
                        row.getString("lease_owner"),
                        times.get("leased"),
                        times.get("queued"),
                        instant(row, "ended_at"),
                        reply(row)));
    }

    private static @Nullable String queue(@Nullable String route) {
        return route != null && JsonValues.object(new Json(route)).get("queue") instanceof String queue ? queue : null;
    }

    private static @Nullable Reply reply(ResultSet row) throws SQLException {
        String execution = row.getString("execution");
        return execution == null
                ? null
                : new Reply(instant(row, "received_at"), row.getString("verdict"), Execution.of(new Json(execution)));
    }

    private static Map<String, Instant> times(@Nullable String json) {
        Map<String, Instant> times = new HashMap<>();
        if (json != null) {
            JsonValues.stringMap(JsonValues.object(new Json(json)))
                    .forEach((status, at) ->
                            times.put(status, OffsetDateTime.parse(at).toInstant()));
        }
        return times;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
