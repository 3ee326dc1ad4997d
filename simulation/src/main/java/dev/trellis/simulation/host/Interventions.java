package dev.trellis.simulation.host;

import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.simulation.mutation.Mutation;
import java.util.Optional;

/** What people do: to instances, and to tasks that wait for them. What does not fit the state is refused, and nothing happens. */
public final class Interventions {
    private final Steps steps;
    private final OutcomeDesk outcomes;
    private static final long FIRST_LOOK = 5_000;

    private final Office in;

    Interventions(Office in, Steps steps, OutcomeDesk outcomes) {
        this.in = in;
        this.steps = steps;
        this.outcomes = outcomes;
    }

    /** Starts an instance. */
    public void start(Flow flow) {
        Instance unused = steps.flows().start(flow);
    }

    /** Ends an instance with all that is open in it. */
    public void cancel(Instance instance) {
        if (instance.isOpen()) {
            steps.tell(instance, "cancelled");
            steps.flows().delete(instance);
        }
    }

    /** Stops an instance where it is. */
    public void suspend(Instance instance) {
        if (instance.state() == Instance.State.RUNNING) {
            instance.to(Instance.State.SUSPENDED);
            steps.flows().tasksOf(instance).forEach(task -> task.suspended(true));
            steps.tell(instance, "suspended");
        }
    }

    /** Lets a suspended instance go on, if it is one; {@link #applyHeld} is to follow. */
    public boolean resume(Instance instance) {
        if (instance.state() != Instance.State.SUSPENDED) {
            return false;
        }
        instance.to(Instance.State.RUNNING);
        if (!in.planted().has(Mutation.RESUME_FORGETS_TASKS)) {
            steps.flows().tasksOf(instance).forEach(task -> task.suspended(false));
        }
        steps.tell(instance, "resumed");
        in.ready().raise();
        return true;
    }

    /** Applies what came in while an instance was suspended; after the resumption, in a transaction of its own. */
    public void applyHeld(Instance instance) {
        if (instance.state() == Instance.State.RUNNING) {
            outcomes.resumed(instance);
        }
    }

    /** Tries the task of an incident again; where an outcome waits for this word, {@link #applyWaiting} is to follow. */
    public void retry(TaskEntry task) {
        if (task.status() instanceof TaskLifecycle.Incident incident) {
            TaskLifecycle.Ready next = incident.retry();
            in.tables().incidents().settle(task.id());
            Optional<Outcome> waits = outcomes.kept(task);
            in.witness().trace().say("people", "retry ", task, waits.isPresent() ? ", its outcome waits" : "");
            if (waits.isPresent()) {
                task.to(next);
                task.to(next.lease());
                task.to(next.lease().confirm());
                boolean forgotten = in.planted().has(Mutation.WAITING_OUTCOME_NOT_LOOKED_UP);
                task.watchFrom(forgotten ? TaskEntry.NEVER : in.time().now() + FIRST_LOOK);
            } else {
                in.witness().repeatedByPerson(task.id(), task.attempt());
                steps.retry(task, next, 0);
            }
        }
    }

    /** Applies the outcome that waited for a person, in a transaction of its own. */
    public void applyWaiting(TaskEntry task) {
        if (!(task.status() instanceof TaskLifecycle.Incident)) {
            outcomes.kept(task).ifPresent(outcomes::apply);
        }
    }

    /** Fails the task of an incident for good; its instance ends where the model does not catch it. */
    public void giveUp(TaskEntry task) {
        if (task.status() instanceof TaskLifecycle.Incident incident) {
            in.tables().incidents().settle(task.id());
            if (OutcomeDesk.catches(task)) {
                steps.raise(task, incident.giveUp());
            } else {
                task.to(incident.giveUp());
                steps.tell(task, "failed");
                steps.flows().delete(task.instance());
            }
        }
    }
}
