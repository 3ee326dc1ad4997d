package dev.trellis.infra.memory.engine;

import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One task: its state, its current attempt, and what is known of its way. */
final class Row {
    private LeasedTask task;
    private TaskLifecycle state = new TaskLifecycle.Ready();
    private Instant readyAt;
    private Instant leaseUntil = Instant.MIN;
    private List<Reason> reasons = List.of();
    private @Nullable Outcome outcome;
    private int leases;

    Row(LeasedTask task, Instant readyAt) {
        this.task = task;
        this.readyAt = readyAt;
    }

    LeasedTask task() {
        return task;
    }

    TaskView view() {
        return new TaskView(state, task.attempt(), reasons, outcome, leases);
    }

    boolean isReady(Instant now) {
        return state instanceof TaskLifecycle.Ready && !readyAt.isAfter(now);
    }

    /** When this row next becomes ready by the passing of time; null when it does not. */
    @Nullable
    Instant dueAt() {
        return switch (state) {
            case TaskLifecycle.Ready ready -> readyAt;
            case TaskLifecycle.Leased leased -> leaseUntil;
            default -> null;
        };
    }

    void lapse(Instant now) {
        if (state instanceof TaskLifecycle.Leased leased && !leaseUntil.isAfter(now)) {
            state = leased.release();
            readyAt = now;
        }
    }

    LeasedTask lease(Instant now, Duration time) {
        if (!(state instanceof TaskLifecycle.Ready ready)) {
            throw new IllegalStateException(task.attempt() + " is " + state.status());
        }
        state = ready.lease();
        leaseUntil = now.plus(time);
        leases++;
        return task;
    }

    /** A confirmation of the current attempt counts even when its lease has lapsed: the request is on its queue. */
    void confirm(Confirmed confirmed) {
        if (!isCurrent(confirmed.attemptToken())) {
            return;
        }
        reasons = confirmed.route().reasons();
        if (state instanceof TaskLifecycle.Ready ready) {
            state = ready.lease().confirm();
        } else if (state instanceof TaskLifecycle.Leased leased) {
            state = leased.confirm();
        }
    }

    void release(Released released, Instant now) {
        if (!isCurrent(released.attemptToken()) || !(state instanceof TaskLifecycle.Leased leased)) {
            return;
        }
        reasons = released.reasons();
        switch (released.decision()) {
            case Decision.Defer(int delay) -> {
                state = leased.release();
                readyAt = now.plusSeconds(delay);
            }
            case Decision.Park park -> state = leased.raiseIncident();
            case Decision.Reject reject -> state = leased.raiseIncident();
        }
    }

    /** Ends the current attempt, or begins the next one when the failure allows it. */
    Applied apply(Outcome arrived, Instant now, Attempt next, int retries) {
        if (state.isFinal() && isCurrent(arrived.attempt().token())) {
            return Applied.DUPLICATE;
        }
        TaskLifecycle from = state instanceof TaskLifecycle.Ready ready ? ready.lease() : state;
        if (!isCurrent(arrived.attempt().token()) || !(from instanceof TaskLifecycle.Dispatched dispatched)) {
            return Applied.FENCED;
        }
        switch (arrived.result()) {
            case Result.Succeeded succeeded -> state = dispatched.succeed();
            case Result.CompensateRequired required -> state = dispatched.requireCompensation();
            case Result.HandedOver handedOver -> state = new TaskLifecycle.Running();
            case Result.Failed failed -> {
                if (failed.error().retryable() && task.attempt().number() <= retries) {
                    retry(next, now, dispatched);
                    return Applied.ACCEPTED;
                }
                state = dispatched.fail();
            }
        }
        outcome = arrived;
        return Applied.ACCEPTED;
    }

    private void retry(Attempt next, Instant now, TaskLifecycle.Dispatched from) {
        state = from.retry();
        readyAt = now;
        task = new LeasedTask(
                next, task.action(), task.demand(), task.inputs(), task.artifactsIn(), task.limits(), task.context());
    }

    private boolean isCurrent(String token) {
        return task.attempt().token().equals(token);
    }
}
