package dev.trellis.host.outcome;

import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TaskLifecycle.Dispatched;
import dev.trellis.host.task.TaskRow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides what becomes of a task by an outcome. Pure: the same task, outcome and model give the same decision. */
public final class OutcomeDecider {
    static final String COMPENSATION_REQUIRED = "compensation_required";
    static final String TASK_FAILED = "task_failed";

    private static final TaskError WEAK_TOKEN = new TaskError(
            "callback_token_weak",
            "the callback token can be guessed: it has fewer than " + Result.HandedOver.MIN_TOKEN_CHARS
                    + " characters; take 128 random bits or more",
            false);

    /**
     * Decides on an outcome whose inbox row is new.
     *
     * @param task as it stands now
     * @param caught whether the model catches an error of a code where the task stands
     */
    public static Decision decide(TaskRow task, Outcome outcome, Predicate<String> caught) {
        TaskRow.State state = task.state();
        if (!outcome.attempt().token().equals(state.token())) {
            return new Decision.Fence("the token is not that of attempt " + state.attempt());
        }
        return switch (state.status()) {
            case TaskLifecycle.Cancelled cancelled ->
                outcome.result() instanceof Result.Succeeded
                        ? new Decision.LateEffect()
                        : new Decision.Ignore("the task is cancelled");
            case TaskLifecycle.Incident incident -> new Decision.Hold("a person decides on the task");
            default ->
                dispatched(state.status())
                        .map(dispatched -> current(task, dispatched, outcome, caught))
                        .orElseGet(() -> new Decision.Fence(
                                "the task is " + state.status().status()));
        };
    }

    /**
     * The state from which an outcome ends the present attempt. Who knows the token has got the request; the task may be ready
     * all the same: an orchestrator gives back what a queue may not have taken, and the queue had taken it.
     */
    static Optional<Dispatched> dispatched(TaskLifecycle status) {
        return switch (status) {
            case TaskLifecycle.Ready ready -> Optional.of(ready.lease());
            case Dispatched dispatched -> Optional.of(dispatched);
            default -> Optional.empty();
        };
    }

    private static Decision current(TaskRow task, Dispatched dispatched, Outcome outcome, Predicate<String> caught) {
        if (task.state().suspended()) {
            return new Decision.Hold("the instance is suspended");
        }
        return switch (outcome.result()) {
            case Result.Succeeded succeeded -> new Decision.Advance(dispatched.succeed());
            case Result.Failed failed -> failed(task, dispatched, failed.error(), caught);
            case Result.CompensateRequired required -> compensate(task, dispatched, required.error(), caught);
            case Result.HandedOver handed -> handedOver(task, dispatched, handed, caught);
        };
    }

    private static Decision handedOver(
            TaskRow task, Dispatched dispatched, Result.HandedOver handed, Predicate<String> caught) {
        return handed.callbackToken().length() < Result.HandedOver.MIN_TOKEN_CHARS
                ? failed(task, dispatched, WEAK_TOKEN, caught)
                : new Decision.HandOver(new TaskLifecycle.Running(), handed);
    }

    /** An undo has nothing before it that could be undone. */
    private static Decision compensate(TaskRow task, Dispatched dispatched, TaskError error, Predicate<String> caught) {
        TaskLifecycle.CompensateRequired end = dispatched.requireCompensation();
        Decision otherwise = caught.test(error.code())
                ? new Decision.Raise(end, error)
                : ask(dispatched, COMPENSATION_REQUIRED, error);
        return task.isUndo() ? otherwise : new Decision.Compensate(end, error, otherwise);
    }

    /** What a failure means, whether an executor reported it or the kernel found out. */
    public static Decision failed(TaskRow task, Dispatched dispatched, TaskError error, Predicate<String> caught) {
        Optional<Duration> delay = RetryPolicy.next(
                error, task.id(), task.state().attempt(), task.terms().maxRetries());
        if (delay.isPresent()) {
            return new Decision.Retry(dispatched.retry(), delay.get(), error);
        }
        return caught.test(error.code())
                ? new Decision.Raise(dispatched.fail(), error)
                : ask(dispatched, TASK_FAILED, error);
    }

    private static Decision ask(Dispatched dispatched, String code, TaskError error) {
        return new Decision.Ask(incident(dispatched), code, error);
    }

    public static TaskLifecycle.Incident incident(Dispatched dispatched) {
        return switch (dispatched) {
            case TaskLifecycle.Leased leased -> leased.raiseIncident();
            case TaskLifecycle.Queued queued -> queued.raiseIncident();
            case TaskLifecycle.Running running -> running.raiseIncident();
        };
    }

    private OutcomeDecider() {}
}
