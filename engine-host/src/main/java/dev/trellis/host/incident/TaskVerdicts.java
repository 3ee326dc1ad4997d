package dev.trellis.host.incident;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Caller;
import dev.trellis.host.flowable.EngineTransaction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ways of a task out of its incident. */
public interface TaskVerdicts {
    /**
     * Makes a new attempt, or applies the outcome that waits.
     *
     * @param alongside runs in the same transaction
     */
    void retry(Caller caller, String taskId, @Nullable Json inputs, Consumer<EngineTransaction> alongside);

    /** Ends the task as failed; without an error path the whole call tree is cancelled. */
    void giveUp(Caller caller, String taskId, String reason, Consumer<EngineTransaction> alongside);
}
