package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.simulation.mutation.Mutation;

/** Writes what a process of the host holds. A confirmation of a task that went on meanwhile is ignored. */
final class Confirmations {
    private static final long FIRST_LOOK_SECONDS = 15;

    private final Office in;

    Confirmations(Office in) {
        this.in = in;
    }

    /** Writes all. */
    void write(Memory held) {
        if (!in.planted().has(Mutation.HELD_REPORT_NEVER_WRITTEN)) {
            held.confirmed().forEach(this::confirmed);
        }
        held.published().forEach((pdoId, upTo) -> in.tables().outbox().published(pdoId, upTo));
    }

    /** Takes the confirmation of a task into the transaction of its outcome. */
    void absorb(Memory held, String taskId) {
        held.confirmed(taskId).ifPresent(this::confirmed);
    }

    private void confirmed(Confirmed told) {
        TaskEntry task = in.tables().taskRows().get(told.taskId());
        boolean anyToken = in.planted().has(Mutation.CONFIRM_OF_ANY_TOKEN);
        if (task != null && task.status() instanceof TaskLifecycle.Ready ready) {
            if (in.planted().has(Mutation.HELD_REPORT_OF_READY_TASK)) {
                queued(task, ready.lease());
            }
        } else if (task != null
                && task.status() instanceof TaskLifecycle.Leased leased
                && (anyToken || task.token().equals(told.attemptToken()))) {
            queued(task, leased);
        }
    }

    private void queued(TaskEntry task, TaskLifecycle.Leased leased) {
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
