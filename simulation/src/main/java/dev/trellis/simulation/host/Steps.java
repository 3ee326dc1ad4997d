package dev.trellis.simulation.host;

import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.simulation.mutation.Mutation;
import java.util.List;

/** Carries out what was decided on tasks, each with its line in the audit trail and its event. */
final class Steps {
    private final Office in;
    private final FlowRuns flows;
    private int tokens;

    Steps(Office in) {
        this.in = in;
        this.flows = new FlowRuns(in, this);
    }

    FlowRuns flows() {
        return flows;
    }

    /** A token that nobody guesses. */
    String token() {
        return "token-" + ++tokens;
    }

    void created(TaskEntry task) {
        tell(task, "created");
        in.ready().raise();
    }

    void succeed(TaskEntry task, TaskLifecycle.Succeeded end) {
        task.to(end);
        tell(task, "succeeded");
        if (!in.planted().has(Mutation.STEP_NOT_TAKEN)) {
            flows.done(task.instance(), task.step());
        }
    }

    void retry(TaskEntry task, TaskLifecycle.Ready next, long delay) {
        String token = in.planted().has(Mutation.RETRY_KEEPS_TOKEN) ? task.token() : token();
        task.nextAttempt(next, token, in.time().now() + delay);
        tell(task, "retried");
        in.ready().raise();
    }

    void raise(TaskEntry task, TaskLifecycle end) {
        task.to(end);
        tell(task, end.status());
        flows.done(task.instance(), task.step());
    }

    void ask(TaskEntry task, TaskLifecycle.Incident incident, String code) {
        task.to(incident);
        tell(task, "incident");
        in.witness().trace().say("host", "incident ", code, " of ", task.id());
        in.tables().incidents().ofTask(task.id());
    }

    void running(TaskEntry task, TaskLifecycle.Running running) {
        task.running(running);
        in.tables().outbox().append("task.running", task.id());
    }

    void lateEffect(TaskEntry task) {
        tell(task, "late_effect");
    }

    /** Cancels tasks; one that was handed out may run, whatever the host has seen of it. */
    void cancel(List<TaskEntry> gone) {
        for (TaskEntry task : gone) {
            if (task.status() instanceof TaskLifecycle.Cancellable open) {
                boolean mayRun = mayRun(task);
                task.to(open.cancel());
                tell(task, "cancelled");
                in.tables().incidents().settle(task.id());
                if (mayRun) {
                    in.tables().cancellations().put(task.id(), new Tables.Cancellation());
                } else {
                    acknowledged(task);
                }
            }
        }
    }

    /** It is known that nothing of a cancelled task runs or will run. */
    void acknowledged(TaskEntry task) {
        in.witness()
                .cancelAcknowledged(
                        task.id(), in.time().instant(), task.row().terms().heartbeatSeconds());
    }

    private static boolean mayRun(TaskEntry task) {
        return task.history().contains("leased");
    }

    void tell(TaskEntry task, String kind) {
        in.tables().audit().append(in.time().now(), task.instance().id(), "task." + kind, task.id(), task.attempt());
        in.tables().outbox().append("task." + kind, task.id());
        in.witness().trace().say("host", "task ", task, " <- ", kind);
    }

    void tell(Instance instance, String kind) {
        in.tables().audit().append(in.time().now(), instance.id(), "instance." + kind, instance.id(), 0);
        in.tables().outbox().append("instance." + kind, instance.id());
        in.witness().trace().say("host", "instance ", instance.id(), " <- ", kind);
    }
}
