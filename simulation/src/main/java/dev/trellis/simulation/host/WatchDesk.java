package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TaskLifecycle.Dispatched;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.host.outcome.Decision;
import dev.trellis.host.outcome.OutcomeDecider;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.watch.WatchDecider;
import dev.trellis.host.watch.WatchDecider.Verdict;
import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.schedule.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names the tasks to look up in the execution store, and draws the conclusions by the host's own {@link WatchDecider}. */
final class WatchDesk {
    private static final long WEEK = 604_800_000;
    private static final long LAST_LOOK = 120_000;

    private final Office in;
    private final Steps steps;
    private final OutcomeDesk outcomes;
    private final Map<String, Watch> asked = new LinkedHashMap<>();
    private final List<Observation> told = new ArrayList<>();

    WatchDesk(Office in, Steps steps, OutcomeDesk outcomes) {
        this.in = in;
        this.steps = steps;
        this.outcomes = outcomes;
    }

    /** Has a task looked up until somebody tells what is there. */
    void ask(Watch watch) {
        asked.put(watch.taskId(), watch);
    }

    /** What was told of watched tasks, in order. */
    List<Observation> told() {
        return told;
    }

    /** Tasks to look at; nobody else is asked about them for a while. */
    List<Watch> due() {
        List<Watch> due = new ArrayList<>(asked.values());
        for (TaskEntry task : in.tables().tasks()) {
            if (task.watchAt() <= in.time().now()) {
                int heartbeat = task.row().terms().heartbeatSeconds();
                task.watchFrom(in.time().now() + Math.max(heartbeat, 5) * 1000L);
                due.add(new Watch(task.id(), task.attempt(), task.token(), FlowRuns.TENANT, "execute", heartbeat));
            }
        }
        return due;
    }

    /** Applies observations; the stored outcomes among them after all others. */
    void apply(List<Observation> observations) {
        List<Outcome> stored = new ArrayList<>();
        for (Observation seen : observations) {
            told.add(seen);
            asked.remove(seen.taskId());
            TaskEntry task = in.tables().taskRows().get(seen.taskId());
            if (task != null) {
                Verdict verdict = WatchDecider.decide(
                        seenAs(task),
                        seen,
                        Scheduler.START.plusMillis(
                                in.planted().has(Mutation.UNCLAIMED_RESENT_EARLY) ? -WEEK : task.notAfter()),
                        in.time().instant());
                in.witness()
                        .trace()
                        .say("host", "watch ", task, ": ", seen.getClass().getSimpleName(), " ", verdict);
                carryOut(verdict, task, stored);
            }
        }
        stored.forEach(outcomes::apply);
    }

    private TaskRow seenAs(TaskEntry task) {
        TaskRow row = task.row();
        TaskRow.Terms terms = row.terms();
        return in.planted().has(Mutation.BLIND_RETRY_OF_LOST)
                ? new TaskRow(
                        row.place(),
                        row.kind(),
                        row.state(),
                        new TaskRow.Terms(
                                terms.maxRetries(), terms.timeoutSeconds(), terms.heartbeatSeconds(), Effect.PURE))
                : row;
    }

    private void carryOut(Verdict verdict, TaskEntry task, List<Outcome> stored) {
        switch (verdict) {
            case Verdict.Nothing nothing -> {}
            case Verdict.LookAgain again -> {
                if (again.running() && task.status() instanceof TaskLifecycle.Queued queued) {
                    steps.running(task, queued.start());
                }
                task.watchFrom(in.time().now() + again.after().toMillis());
            }
            case Verdict.Resend resend -> {
                in.witness().givenUp(task.id(), task.notAfter(), in.time().now());
                steps.retry(task, dispatched(task).retry(), 0);
            }
            case Verdict.Lost lost -> lost(task, dispatched(task), lost.why(), lost.repeatable());
            case Verdict.Apply apply -> {
                acknowledge(task);
                if (!in.planted().has(Mutation.WATCH_DROPS_STORED_OUTCOME)) {
                    stored.add(OutcomeJson.read(apply.finished().outcome().text()));
                }
            }
            case Verdict.Acknowledge acknowledge -> silent(task);
        }
    }

    private void lost(TaskEntry task, Dispatched dispatched, TaskError why, boolean repeatable) {
        Decision decision = repeatable
                ? OutcomeDecider.failed(task.row(), dispatched, why, code -> OutcomeDesk.catches(task))
                : new Decision.Ask(OutcomeDecider.incident(dispatched), why.code(), why);
        switch (decision) {
            case Decision.Retry retry ->
                steps.retry(task, retry.next(), retry.delay().toMillis());
            case Decision.Raise raise -> steps.raise(task, raise.end());
            case Decision.Ask ask -> steps.ask(task, ask.incident(), ask.code());
            default -> throw new IllegalStateException("a lost attempt is no " + decision);
        }
    }

    private static Dispatched dispatched(TaskEntry task) {
        if (task.status() instanceof Dispatched dispatched) {
            return dispatched;
        }
        throw new IllegalStateException(task + " is not dispatched");
    }

    /** The first word of a silent owner has its record looked at once more: it may have stored since what it did. */
    private void silent(TaskEntry task) {
        Tables.Cancellation cancellation = in.tables().cancellations().get(task.id());
        boolean known = cancellation == null || cancellation.acknowledged;
        acknowledge(task);
        if (!known) {
            task.watchFrom(in.time().now() + LAST_LOOK);
        }
    }

    /** Notes that no owner of a cancelled task runs any more. */
    private void acknowledge(TaskEntry task) {
        Tables.Cancellation cancellation = in.tables().cancellations().get(task.id());
        if (cancellation != null && !cancellation.acknowledged) {
            cancellation.acknowledged = true;
            steps.acknowledged(task);
        }
        if (task.status() instanceof TaskLifecycle.Cancelled) {
            task.watchFrom(TaskEntry.NEVER);
        }
    }
}
