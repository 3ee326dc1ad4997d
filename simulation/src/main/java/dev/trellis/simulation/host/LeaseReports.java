package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.simulation.mutation.Mutation;

/** What an orchestrator tells of its leases. A report on a task that went on meanwhile is ignored. */
final class LeaseReports {
    private static final long FIRST_LOOK_SECONDS = 15;

    private final Office in;
    private final Steps steps;

    LeaseReports(Office in, Steps steps) {
        this.in = in;
        this.steps = steps;
    }

    void apply(CycleRequest request) {
        request.confirmed().forEach(this::confirmed);
        request.released().forEach(this::released);
    }

    private void confirmed(Confirmed told) {
        TaskEntry task = in.tables().taskRows().get(told.taskId());
        boolean anyToken = in.planted().has(Mutation.CONFIRM_OF_ANY_TOKEN);
        if (task != null
                && task.status() instanceof TaskLifecycle.Leased leased
                && (anyToken || task.token().equals(told.attemptToken()))) {
            task.to(leased.confirm());
            long look = Math.max(FIRST_LOOK_SECONDS, 2L * task.row().terms().heartbeatSeconds());
            task.watchFrom(in.time().now() + look * 1000);
            if (!task.isAdopted()) {
                in.tables().outbox().append("task.queued", task.id());
                in.witness().queued(task.id(), task.token());
            }
            in.witness().trace().say("host", "confirmed ", task);
        }
    }

    private void released(Released told) {
        TaskEntry task = in.tables().taskRows().get(told.taskId());
        if (task == null
                || !task.token().equals(told.attemptToken())
                || !(task.status() instanceof TaskLifecycle.Leased leased)) {
            return;
        }
        in.witness().trace().say("host", "released ", task, " ", told.decision());
        switch (told.decision()) {
            case Decision.Defer(int delay) -> {
                task.to(leased.release());
                boolean lost = in.planted().has(Mutation.RELEASE_LOSES_TASK);
                task.readyFrom(lost ? TaskEntry.NEVER : in.time().now() + Math.max(0, delay) * 1000L);
            }
            case Decision.Park park -> steps.ask(task, leased.raiseIncident(), park.code());
            case Decision.Reject reject -> steps.ask(task, leased.raiseIncident(), reject.code());
        }
    }
}
