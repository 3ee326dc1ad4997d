package dev.trellis.host.outcome;

import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TaskLifecycle.Dispatched;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.unit.UnitErrors;
import java.time.Duration;

/** What the kernel makes of attempts of which no outcome will come. */
public final class AttemptLosses {
    private final OutcomeSteps steps;

    public AttemptLosses(OutcomeSteps steps) {
        this.steps = steps;
    }

    /** The request expired in its queue: the same work is sent again as a new attempt; no retry is spent. */
    public void resend(TaskRow task, Dispatched dispatched, TaskError why, EngineTransaction at) {
        steps.retry(task, dispatched.retry(), Duration.ZERO, "expired", why, null, at);
    }

    /**
     * The executor fell silent.
     *
     * @param repeatable whether the work may be done again; otherwise a person has to find out what happened
     */
    public void lost(TaskRow task, Dispatched dispatched, TaskError why, boolean repeatable, EngineTransaction at) {
        Decision decision = repeatable
                ? OutcomeDecider.failed(
                        task,
                        dispatched,
                        why,
                        code -> at.waiting().catches(task.place().executionId(), code)
                                || UnitErrors.catchesOutside(task.place().rootId(), code, at))
                : new Decision.Ask(OutcomeDecider.incident(dispatched), why.code(), why);
        switch (decision) {
            case Decision.Retry retry -> steps.retry(task, retry.next(), retry.delay(), "lost", why, null, at);
            case Decision.Raise raise -> steps.raise(task, raise.end(), why, null, at);
            case Decision.Ask ask -> steps.ask(task, ask.incident(), ask.code(), why, at);
            default -> throw new IllegalStateException("a lost attempt is no " + decision);
        }
    }

    /** An executor holds the attempt. */
    public void seenRunning(TaskRow task, EngineTransaction at) {
        steps.running(task, new TaskLifecycle.Running(), at);
    }
}
