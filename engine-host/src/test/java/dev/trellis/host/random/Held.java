package dev.trellis.host.random;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.random.Performer.Answer;
import dev.trellis.host.testkit.KernelDriver;

/** A leased task whose outcome was not delivered yet. */
record Held(LeasedTask task, Answer answer) {
    static Held of(LeasedTask task, Work.Task work, Performer performer) {
        Json inputs = ((Payload.Inline) task.inputs()).json();
        return new Held(task, performer.answer(work, JsonValues.object(inputs)));
    }

    String id() {
        return task.attempt().taskId().value();
    }

    /** Whether the attempt fails and is repeated. */
    boolean again() {
        return answer.again() && task.attempt().number() == 1;
    }

    /** Whether its outcome comes only when nothing else can go on. */
    boolean waits() {
        return answer.ordered() && !again();
    }

    Outcome outcome() {
        if (again()) {
            return KernelDriver.outcome(
                    task.attempt(), new Result.Failed(new TaskError("try.again", "the first attempt", true)));
        }
        return switch (answer.ending()) {
            case Performer.Ending.Outputs outputs -> KernelDriver.success(task.attempt(), outputs.values());
            case Performer.Ending.Failure failure ->
                KernelDriver.outcome(
                        task.attempt(), new Result.Failed(new TaskError(failure.code(), "as the path wants", false)));
        };
    }

    /** What must become of its outcome once it was taken back. */
    Class<? extends Applied> late() {
        boolean success = !again() && answer.ending() instanceof Performer.Ending.Outputs;
        return success ? Applied.LateEffect.class : Applied.Fenced.class;
    }
}
