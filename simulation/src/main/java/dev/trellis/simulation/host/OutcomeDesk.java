package dev.trellis.simulation.host;

import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.outcome.Decision;
import dev.trellis.host.outcome.OutcomeDecider;
import dev.trellis.host.task.TaskRow;
import dev.trellis.simulation.mutation.Mutation;
import java.util.Optional;

/** Applies outcomes: an inbox row, the decision of the host's own {@link OutcomeDecider}, and what follows, at one stroke. */
final class OutcomeDesk {
    private final Office in;
    private final Steps steps;
    private final Confirmations confirmations;

    OutcomeDesk(Office in, Steps steps, Confirmations confirmations) {
        this.in = in;
        this.steps = steps;
        this.confirmations = confirmations;
    }

    /** Applies one outcome in a transaction. */
    Applied apply(Outcome outcome) {
        TaskEntry task = in.tables().taskRows().get(outcome.attempt().taskId().value());
        if (task == null) {
            return Applied.UNKNOWN;
        }
        confirmations.absorb(in.memories().here(), task.id());
        TaskRow before = task.row();
        Inbox.Key key = Inbox.Key.of(outcome.attempt());
        boolean judged = in.tables().inbox().knows(key) && !in.planted().has(Mutation.INBOX_NOT_CHECKED);
        Applied applied = judged ? Applied.DUPLICATE : fresh(task, outcome, key);
        in.witness()
                .trace()
                .say(
                        "host",
                        "outcome ",
                        outcome.attempt(),
                        " ",
                        outcome.result().status(),
                        ": ",
                        applied);
        watchOver(before, task, outcome, applied);
        return applied;
    }

    /** What the witness is told of every outcome, whatever the host made of it. */
    private void watchOver(TaskRow before, TaskEntry task, Outcome outcome, Applied applied) {
        boolean forGood = in.tables().inbox().knows(Inbox.Key.of(outcome.attempt()));
        in.witness().judged(outcome, applied == Applied.DUPLICATE, forGood);
        if (applied == Applied.ACCEPTED) {
            in.witness()
                    .accepted(outcome, before.state().attempt(), before.state().token());
            if (before.state().suspended()) {
                in.witness().violated("I3", "an outcome of the suspended ", task.id(), " was applied");
            }
        } else if (!task.row().equals(before)) {
            in.witness().violated("I3", "an outcome of ", task.id(), " was ", applied, " and changed it");
        }
    }

    private Applied fresh(TaskEntry task, Outcome outcome, Inbox.Key key) {
        in.tables().inbox().enter(key, Inbox.Verdict.APPLIED);
        Decision decision = OutcomeDecider.decide(seen(task.row()), received(task, outcome), code -> catches(task));
        if (counts(decision) && task.status() instanceof TaskLifecycle.Ready ready) {
            task.to(ready.lease());
        }
        return carryOut(decision, task, outcome, key);
    }

    private Applied carryOut(Decision decision, TaskEntry task, Outcome outcome, Inbox.Key key) {
        return switch (decision) {
            case Decision.Advance advance -> accepted(() -> steps.succeed(task, advance.end()));
            case Decision.Retry retry ->
                accepted(() -> steps.retry(task, retry.next(), retry.delay().toMillis()));
            case Decision.Raise raise -> accepted(() -> steps.raise(task, raise.end()));
            // Nothing in these flows can be undone.
            case Decision.Compensate compensate -> carryOut(compensate.otherwise(), task, outcome, key);
            case Decision.Ask ask -> accepted(() -> steps.ask(task, ask.incident(), ask.code()));
            case Decision.HandOver over ->
                accepted(() -> {
                    task.to(over.running());
                    in.tables().inbox().enter(key, Inbox.Verdict.OPEN);
                });
            case Decision.Hold hold -> hold(outcome, key);
            case Decision.LateEffect late -> lateEffect(task, key);
            case Decision.Ignore ignore -> refuse(key, Inbox.Verdict.OPEN);
            case Decision.Fence fence -> refuse(key, Inbox.Verdict.FENCED);
        };
    }

    private static Applied accepted(Runnable step) {
        step.run();
        return Applied.ACCEPTED;
    }

    private Applied hold(Outcome outcome, Inbox.Key key) {
        if (!in.planted().has(Mutation.HELD_OUTCOME_FORGOTTEN)) {
            in.tables().inbox().keep(key, outcome);
        }
        return Applied.HELD;
    }

    private Applied refuse(Inbox.Key key, Inbox.Verdict verdict) {
        in.tables().inbox().enter(key, verdict);
        return Applied.FENCED;
    }

    private static boolean counts(Decision decision) {
        return switch (decision) {
            case Decision.Hold hold -> false;
            case Decision.LateEffect late -> false;
            case Decision.Ignore ignore -> false;
            case Decision.Fence fence -> false;
            default -> true;
        };
    }

    private Applied lateEffect(TaskEntry task, Inbox.Key key) {
        if (in.planted().has(Mutation.LATE_EFFECT_NOT_RECORDED)) {
            return refuse(key, Inbox.Verdict.FENCED);
        }
        in.tables().inbox().enter(key, Inbox.Verdict.LATE_EFFECT);
        steps.lateEffect(task);
        return Applied.LATE_EFFECT;
    }

    private TaskRow seen(TaskRow row) {
        TaskRow.State state = row.state();
        return in.planted().has(Mutation.SUSPENSION_IGNORED)
                ? new TaskRow(
                        row.place(),
                        row.kind(),
                        new TaskRow.State(state.status(), state.attempt(), state.token(), false),
                        row.terms())
                : row;
    }

    private Outcome received(TaskEntry task, Outcome outcome) {
        Attempt attempt = outcome.attempt();
        return in.planted().has(Mutation.OUTCOME_NOT_FENCED)
                ? new Outcome(
                        new Attempt(attempt.taskId(), attempt.number(), task.token()),
                        outcome.action(),
                        outcome.result(),
                        outcome.metrics(),
                        outcome.startedAt(),
                        outcome.finishedAt(),
                        outcome.traceparent(),
                        outcome.extensions())
                : outcome;
    }

    static boolean catches(TaskEntry task) {
        return task.flowStep().catches();
    }

    /** Applies what came in while an instance was suspended. */
    void resumed(Instance instance) {
        steps.flows().tasksOf(instance).stream()
                .filter(task -> !(task.status() instanceof TaskLifecycle.Incident))
                .forEach(task -> kept(task).ifPresent(this::apply));
    }

    /** The outcome of a task's present attempt that waits for a decision of a person. */
    Optional<Outcome> kept(TaskEntry task) {
        return in.tables().inbox().kept(task.id(), task.token());
    }
}
