package dev.trellis.host.task;

import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.TaskLifecycle;
import java.util.Locale;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code task}, as far as decisions need it.
 *
 * @param labels classes of its data, by {@link dev.trellis.host.dataclass.TaskLabels}; null when there is nothing to say
 */
public record TaskRow(
        Place place,
        Kind kind,
        State state,
        Terms terms,
        Bond bond,
        @Nullable String labels) {
    /** The columns that {@link #of} reads, for a table that is called {@code t}. */
    public static final String COLUMNS =
            "t.id, t.instance_id, t.root_id, t.execution_id, t.tenant, t.element, t.loop_index, t.task_type,"
                    + " t.pinned_version, t.status, t.attempt, t.attempt_token, t.suspended, t.max_retries, t.timeout_s,"
                    + " t.heartbeat_s, t.effect, t.action, t.scope, t.undone_by, t.undoes, t.compensation_id, t.labels";

    /** Where it belongs. */
    public record Place(String id, String instanceId, String rootId, String executionId, String tenant) {}

    /** What it is. */
    public record Kind(
            String element,
            @Nullable Integer loopIndex,
            String taskType,
            @Nullable String pinnedVersion) {}

    /** Where it stands. */
    public record State(TaskLifecycle status, int attempt, String token, boolean suspended) {}

    /** What holds for its attempts. */
    public record Terms(int maxRetries, int timeoutSeconds, int heartbeatSeconds, Effect effect) {}

    /**
     * How it stands to compensation.
     *
     * @param scope the innermost scope of the model that holds it and is not completed
     * @param undoneBy what undoes it; null when nothing does
     * @param undoes the task that it undoes; null for work that goes forward
     * @param compensationId the run that undoes it, or whose undo it is
     */
    public record Bond(
            Action action,
            String scope,
            @Nullable UndoneBy undoneBy,
            @Nullable String undoes,
            @Nullable String compensationId) {
        /** Work that goes forward and that nothing undoes. */
        public static final Bond NONE = new Bond(Action.EXECUTE, "", null, null, null);
    }

    /** A task that nothing undoes and of whose data nothing is known. */
    public TaskRow(Place place, Kind kind, State state, Terms terms) {
        this(place, kind, state, terms, Bond.NONE, null);
    }

    /** Whether it undoes another one. */
    public boolean isUndo() {
        return bond.undoes() != null;
    }

    public String id() {
        return place.id();
    }

    /** The same task, whose lease was confirmed. */
    public TaskRow queued() {
        return new TaskRow(
                place,
                kind,
                new State(new TaskLifecycle.Queued(), state.attempt(), state.token(), state.suspended()),
                terms,
                bond,
                labels);
    }

    /** Reads the row of a query over {@link #COLUMNS}. */
    public static TaskRow of(RowView row) {
        return new TaskRow(
                new Place(
                        text(row, "id"),
                        text(row, "instance_id"),
                        text(row, "root_id"),
                        text(row, "execution_id"),
                        text(row, "tenant")),
                new Kind(
                        text(row, "element"),
                        row.getColumn("loop_index", Integer.class),
                        text(row, "task_type"),
                        row.getColumn("pinned_version", String.class)),
                new State(
                        TaskLifecycle.of(text(row, "status")),
                        number(row, "attempt"),
                        text(row, "attempt_token"),
                        row.getColumn("suspended", Boolean.class)),
                new Terms(
                        number(row, "max_retries"),
                        number(row, "timeout_s"),
                        number(row, "heartbeat_s"),
                        Effect.valueOf(text(row, "effect").toUpperCase(Locale.ROOT))),
                new Bond(
                        Action.valueOf(text(row, "action").toUpperCase(Locale.ROOT)),
                        text(row, "scope"),
                        UndoneBy.of(row.getColumn("undone_by", String.class)),
                        row.getColumn("undoes", String.class),
                        row.getColumn("compensation_id", String.class)),
                row.getColumn("labels", String.class));
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }

    private static int number(RowView row, String column) {
        return row.getColumn(column, Integer.class);
    }
}
