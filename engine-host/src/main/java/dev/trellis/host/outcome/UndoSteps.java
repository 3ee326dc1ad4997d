package dev.trellis.host.outcome;

import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.compensation.Compensations;
import dev.trellis.host.compensation.Compensations.Prepared;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.task.TaskRow;
import java.util.Map;
import java.util.Optional;

/** What outcomes mean for compensation, in the transaction in which they are applied. */
record UndoSteps(Effects effects, EngineTransaction at) {
    /** Keeps what the undo of a task asks for; its outputs are variables already. */
    void keep(TaskRow task, Received received) {
        compensations().keep(task, received.outputs(), Map.of(), at);
    }

    /** Keeps it of a task whose work is done and whose outputs are not what they should be: none of them is a variable. */
    void keepBroken(TaskRow task, Received received) {
        if (task.bond().undoneBy() != null) {
            var unset = effects.mapping().unset(task, received.outputs(), at);
            compensations().keep(task, received.outputs(), unset, at);
            at.sql()
                    .createUpdate("update task set completion_number = nextval('task_completion') where id = :id")
                    .bind("id", task.id())
                    .execute();
        }
    }

    void undone(TaskRow undo, TaskLifecycle.Succeeded end, Received received) {
        compensations().place(undo, at).ifPresent(place -> effects.mapping()
                .applyHandler(undo, place, received.outputs(), at));
        effects.steps().succeed(undo, end, received.json(), at);
        compensations().undone(undo, at);
    }

    void lateEffect(TaskRow task, Received received) {
        if (task.bond().undoneBy() != null) {
            var unset = effects.mapping().unset(task, received.outputs(), at);
            compensations().lateEffect(task, received.outputs(), unset, at);
        }
    }

    /** Ends a task that requires compensation and begins that; says whether there is something to undo. */
    boolean required(Decision.Compensate decision, TaskRow task, Received received) {
        Optional<Prepared> prepared = compensations().required(task, decision.error(), at);
        prepared.ifPresent(taken -> {
            effects.steps().requireCompensation(task, decision, received.json(), at);
            at.causes().during(task.place().rootId(), task.state().token(), () -> compensations()
                    .begin(taken, at));
        });
        return prepared.isPresent();
    }

    private Compensations compensations() {
        return effects.compensations();
    }
}
