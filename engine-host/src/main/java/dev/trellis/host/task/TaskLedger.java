package dev.trellis.host.task;

import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.dataclass.Redaction;
import dev.trellis.host.dataclass.TaskLabels;
import dev.trellis.host.db.Database;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.task.TaskDetail.AttemptView;
import dev.trellis.host.task.TaskView.Progress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code task} for people. */
public final class TaskLedger implements Tasks {
    private static final String SELECT = """
            select t.id, t.instance_id, t.tenant, t.element, t.loop_index, t.task_type, t.pinned_version, t.priority,
                   t.status, t.attempt, t.created_at, coalesce(w.ready_at, t.ready_at) as ready_at, t.times::text as times, t.inputs, t.outcome,
                   case when t.suspended and t.status in ('ready', 'leased', 'queued', 'running')
                        then 'the instance is suspended' else t.hold_reason end as hold_reason,
                   w.key as waits_for, t.route, t.attempt_at, t.labels, t.times ->> t.status as ended,
                   t.undoes, case when t.undoes is null and t.compensation_id is not null then coalesce(
                       (select case u.status when 'succeeded' then 'compensated' else u.status end
                          from task u where u.undoes = t.id), 'due') end as undoing,
                   c.percent, c.message, c.heartbeat_at
              from task t left join callback c on c.task_id = t.id and c.attempt_token = t.attempt_token
                   and t.status = 'running'
                   left join limit_wait w on w.task_id = t.id and t.status = 'ready'
            """;

    private final Database database;

    public TaskLedger(Database database) {
        this.database = database;
    }

    @Override
    public Optional<TaskDetail> find(String tenant, String taskId) {
        return database.read(handle -> handle.createQuery(SELECT + " where t.tenant = :tenant and t.id = :id")
                .bind("tenant", tenant)
                .bind("id", taskId)
                .map(row -> detail(row, attempts(handle, taskId)))
                .findOne());
    }

    @Override
    public List<TaskView> list(TaskQuery query) {
        return database.read(handle -> handle.createQuery(SELECT
                        + " where t.tenant = :tenant and (cast(:status as text) is null or t.status = :status)"
                        + " and (cast(:type as text) is null or t.task_type = :type)"
                        + " and (cast(:instance as text) is null or t.instance_id = :instance or t.root_id = :instance)"
                        + " order by t.created_at desc, t.id desc limit :limit")
                .bind("tenant", query.tenant())
                .bind("status", query.status())
                .bind("type", query.taskType())
                .bind("instance", query.instanceId())
                .bind("limit", query.limit())
                .map(row -> view(row))
                .list());
    }

    private static List<AttemptView> attempts(Handle handle, String taskId) {
        return handle.createQuery("select attempt, created_at, ended_at, ending, reason from task_attempt"
                        + " where task_id = :id order by attempt")
                .bind("id", taskId)
                .map((row, context) -> new AttemptView(
                        row.getInt(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    private static TaskDetail detail(RowView row, List<AttemptView> former) {
        TaskView view = view(row);
        List<AttemptView> attempts = new ArrayList<>(former);
        boolean ended = view.status().isFinal();
        attempts.add(new AttemptView(
                view.attempt(),
                row.getColumn("attempt_at", OffsetDateTime.class).toInstant(),
                ended ? view.times().get(view.status().status()) : null,
                ended ? view.status().status() : null,
                null));
        String outcome = row.getColumn("outcome", String.class);
        TaskLabels labels = TaskLabels.of(row.getColumn("labels", String.class));
        return new TaskDetail(
                view,
                Redaction.of(new Json(row.getColumn("inputs", String.class)), labels.inputs()),
                outcome == null ? null : redacted(new Json(outcome), labels),
                row.getColumn("hold_reason", String.class),
                route(row.getColumn("route", String.class)),
                attempts);
    }

    private static Json redacted(Json outcome, TaskLabels labels) {
        Map<String, @Nullable Object> message = JsonValues.object(outcome);
        if (labels.isEmpty() || !(message.get("outputs") instanceof Map<?, ?> outputs)) {
            return outcome;
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        outputs.forEach((name, value) -> values.put(String.valueOf(name), value));
        message.put("outputs", Redaction.of(values, labels.outputLabels(values.keySet())));
        return JsonValues.json(message);
    }

    private static TaskView view(RowView row) {
        return new TaskView(
                row.getColumn("id", String.class),
                row.getColumn("instance_id", String.class),
                row.getColumn("tenant", String.class),
                row.getColumn("element", String.class),
                row.getColumn("loop_index", Integer.class),
                row.getColumn("task_type", String.class),
                row.getColumn("pinned_version", String.class),
                Priority.values()[row.getColumn("priority", Integer.class)],
                TaskLifecycle.of(row.getColumn("status", String.class)),
                row.getColumn("attempt", Integer.class),
                row.getColumn("created_at", OffsetDateTime.class).toInstant(),
                row.getColumn("ready_at", OffsetDateTime.class).toInstant(),
                row.getColumn("undoes", String.class),
                row.getColumn("undoing", String.class),
                row.getColumn("waits_for", String.class),
                times(row.getColumn("times", String.class)),
                progress(row));
    }

    private static @Nullable Progress progress(RowView row) {
        OffsetDateTime at = row.getColumn("heartbeat_at", OffsetDateTime.class);
        return at == null
                ? null
                : new Progress(
                        row.getColumn("percent", Integer.class),
                        row.getColumn("message", String.class),
                        at.toInstant());
    }

    private static Map<String, Instant> times(String json) {
        Map<String, Instant> times = new TreeMap<>();
        JsonValues.object(new Json(json)).forEach((status, at) -> times.put(status, instant(String.valueOf(at))));
        return times;
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static @Nullable Route route(@Nullable String json) {
        if (json == null) {
            return null;
        }
        Map<String, @Nullable Object> members = JsonValues.object(new Json(json));
        List<Reason> reasons = new ArrayList<>();
        if (members.get("reasons") instanceof List<?> list) {
            for (Object item : list) {
                Map<String, String> reason = JsonValues.stringMap(item);
                reasons.add(new Reason(reason.getOrDefault("rule", ""), reason.getOrDefault("detail", "")));
            }
        }
        return new Route(String.valueOf(members.get("version")), String.valueOf(members.get("queue")), reasons);
    }
}
