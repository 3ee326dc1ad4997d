package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.simulation.mutation.Mutation;
import java.util.List;

/** Takes back leases that were not sent. One that went on meanwhile, or is known to be on its queue, is left alone. */
final class Releases {
    private final Office in;
    private final Steps steps;

    Releases(Office in, Steps steps) {
        this.in = in;
        this.steps = steps;
    }

    void apply(List<Released> released, Memory held) {
        released.stream()
                .filter(told -> !held.knows(told.taskId(), told.attemptToken()))
                .forEach(this::released);
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
