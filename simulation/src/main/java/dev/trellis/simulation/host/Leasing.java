package dev.trellis.simulation.host;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TimeLimits;
import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.schedule.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Leases ready tasks, and those whose lease lapsed: the same attempt under the same token. */
final class Leasing {
    private static final long LATE = 60_000;

    private final Office in;
    private final Steps steps;

    Leasing(Office in, Steps steps) {
        this.in = in;
        this.steps = steps;
    }

    /** Leases up to {@code max} tasks, the longest ready first; what is known to be on its queue is not handed out again. */
    List<LeasedTask> lease(String owner, int max, long lapse, Memory here) {
        List<LeasedTask> leased = in.tables().tasks().stream()
                .filter(this::isFree)
                .sorted(Comparator.comparingLong(TaskEntry::readyAt))
                .limit(max)
                .map(task -> lease(task, owner, lapse))
                .toList();
        if (leased.size() < max) {
            in.tables().tasks().forEach(this::witnessLapse);
        }
        return leased.stream()
                .filter(task -> !here.knows(
                        task.attempt().taskId().value(), task.attempt().token()))
                .toList();
    }

    private void witnessLapse(TaskEntry task) {
        if (task.status() instanceof TaskLifecycle.Leased && !task.row().state().suspended()) {
            in.witness().leaseStands(task.id(), task.leaseUntil(), in.time().now());
        }
    }

    private boolean isFree(TaskEntry task) {
        boolean suspended = task.row().state().suspended() && !in.planted().has(Mutation.SUSPENDED_TASK_LEASED);
        return !suspended && dueAt(task) <= in.time().now();
    }

    /** When a task can be leased; never when it cannot by the passing of in.time(). */
    long dueAt(TaskEntry task) {
        return switch (task.status()) {
            case TaskLifecycle.Ready ready -> task.readyAt();
            case TaskLifecycle.Leased leased -> lapse(task);
            default -> TaskEntry.NEVER;
        };
    }

    private long lapse(TaskEntry task) {
        if (in.planted().has(Mutation.LEASED_TWICE)) {
            return in.time().now();
        }
        if (in.planted().has(Mutation.LEASE_NEVER_LAPSES) || task.leaseUntil() == TaskEntry.NEVER) {
            return TaskEntry.NEVER;
        }
        return task.leaseUntil() + 1 + (in.planted().has(Mutation.LEASE_LAPSES_LATE) ? LATE : 0);
    }

    private LeasedTask lease(TaskEntry task, String owner, long lapse) {
        boolean lapsed = task.status() instanceof TaskLifecycle.Leased;
        if (lapsed && task.leaseUntil() >= in.time().now()) {
            in.witness().violated("I5", task.id(), " was leased to ", owner, " while a lease held");
        }
        if (task.row().state().suspended()) {
            in.witness().violated("I1", "the suspended ", task.id(), " was leased");
        }
        String token = lapsed && in.planted().has(Mutation.NEW_TOKEN_ON_LAPSE) ? steps.token() : task.token();
        long startBy = task.isAdopted()
                ? Duration.between(Scheduler.START, task.request().limits().notAfter())
                        .toMillis()
                : in.time().now() + in.terms().queueWait();
        task.lease(
                new TaskLifecycle.Leased(),
                token,
                owner,
                lapse < in.terms().lease() && in.planted().has(Mutation.HANDED_OVER_FOR_EVER)
                        ? TaskEntry.NEVER
                        : in.time().now() + lapse,
                startBy);
        in.witness().issued(task.id(), task.attempt(), token);
        in.witness().trace().say("host", "leased ", task);
        return leased(task, startBy);
    }

    private static LeasedTask leased(TaskEntry task, long startBy) {
        LeasedTask request = task.request();
        TimeLimits limits = request.limits();
        return new LeasedTask(
                new Attempt(request.attempt().taskId(), task.attempt(), task.token()),
                request.action(),
                request.demand(),
                request.inputs(),
                request.artifactsIn(),
                new TimeLimits(Scheduler.START.plusMillis(startBy), limits.timeoutSeconds(), limits.heartbeatSeconds()),
                request.context());
    }
}
