package dev.trellis.host.outcome;

import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskLifecycle;
import java.time.Duration;

/** What becomes of a task by an outcome. */
public sealed interface Decision {
    /** The work is done: take its outputs and go on. */
    record Advance(TaskLifecycle.Succeeded end) implements Decision {}

    /** Another attempt after a while. */
    record Retry(TaskLifecycle.Ready next, Duration delay, TaskError error) implements Decision {}

    /** The model catches the error: its error path goes on. */
    record Raise(TaskLifecycle end, TaskError error) implements Decision {}

    /**
     * What came before it is to be undone.
     *
     * @param otherwise what to do where nothing can be undone
     */
    record Compensate(TaskLifecycle.CompensateRequired end, TaskError error, Decision otherwise) implements Decision {}

    /** A person has to decide. */
    record Ask(TaskLifecycle.Incident incident, String code, TaskError error) implements Decision {}

    /** It goes on elsewhere, in the hands of whoever holds the token. */
    record HandOver(TaskLifecycle.Running running, Result.HandedOver to) implements Decision {}

    /** The instance is suspended, or a person decides on the task: keep the outcome. */
    record Hold(String reason) implements Decision {}

    /** It succeeded although it was taken back. */
    record LateEffect() implements Decision {}

    /** It changes nothing, and another outcome under the same token may: the task is cancelled, and a twin may succeed yet. */
    record Ignore(String reason) implements Decision {}

    /** It does not count. */
    record Fence(String reason) implements Decision {}
}
