package dev.trellis.simulation.host;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.task.TaskRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row of the host's table of tasks: what decisions read of it, and its clocks in milliseconds of the schedule. */
public final class TaskEntry {
    /** A clock that is not set. */
    static final long NEVER = Long.MAX_VALUE;

    private final Instance instance;
    private final int step;
    private final LeasedTask request;
    private final long createdAt;
    private final List<String> history = new ArrayList<>();
    private TaskRow row;
    private @Nullable String leaseOwner;
    private long readyAt;
    private long leaseUntil = NEVER;
    private long notAfter;
    private long watchAt = NEVER;

    TaskEntry(Instance instance, int step, LeasedTask request, TaskRow row, long now) {
        this.instance = instance;
        this.step = step;
        this.request = request;
        this.row = row;
        this.createdAt = now;
        this.readyAt = now;
        history.add(row.state().status().status());
    }

    public Instance instance() {
        return instance;
    }

    int step() {
        return step;
    }

    /** What is handed out, as it was when the task began. */
    LeasedTask request() {
        return request;
    }

    /** Whether it belongs to no flow. */
    boolean isAdopted() {
        return step < 0;
    }

    Flow.Step flowStep() {
        return isAdopted() ? Flow.NO_STEP : instance.flow().steps().get(step);
    }

    long createdAt() {
        return createdAt;
    }

    public String id() {
        return row.id();
    }

    public TaskRow row() {
        return row;
    }

    public TaskLifecycle status() {
        return row.state().status();
    }

    public String token() {
        return row.state().token();
    }

    public int attempt() {
        return row.state().attempt();
    }

    /** The statuses that it went through, in order. */
    public List<String> history() {
        return history;
    }

    long readyAt() {
        return readyAt;
    }

    long leaseUntil() {
        return leaseUntil;
    }

    long notAfter() {
        return notAfter;
    }

    long watchAt() {
        return watchAt;
    }

    /** Whether its execution record will be looked at. */
    public boolean isWatched() {
        return watchAt != NEVER;
    }

    /** Moves to another status, without a new attempt. */
    void to(TaskLifecycle next) {
        state(next, attempt(), token(), row.state().suspended());
        leaseUntil = NEVER;
        watchAt = NEVER;
    }

    /** Notes that an executor holds the attempt; it stays watched. */
    void running(TaskLifecycle.Running running) {
        state(running, attempt(), token(), row.state().suspended());
    }

    void lease(TaskLifecycle.Leased leased, String token, @Nullable String owner, long until, long startBy) {
        state(leased, attempt(), token, row.state().suspended());
        leaseOwner = owner;
        leaseUntil = until;
        notAfter = startBy;
    }

    /** Makes the next attempt. */
    void nextAttempt(TaskLifecycle.Ready ready, String token, long from) {
        to(ready);
        state(ready, attempt() + 1, token, row.state().suspended());
        readyAt = from;
        notAfter = 0;
    }

    void readyFrom(long time) {
        readyAt = time;
    }

    void watchFrom(long time) {
        watchAt = time;
    }

    void suspended(boolean suspended) {
        state(status(), attempt(), token(), suspended);
    }

    private void state(TaskLifecycle status, int attempt, String token, boolean suspended) {
        if (!status.status().equals(history.getLast())) {
            history.add(status.status());
        }
        row = new TaskRow(row.place(), row.kind(), new TaskRow.State(status, attempt, token, suspended), row.terms());
    }

    @Override
    public String toString() {
        return id() + "#" + attempt() + " " + status().status() + (row.state().suspended() ? " suspended" : "")
                + (leaseOwner == null ? "" : " of " + leaseOwner);
    }
}
