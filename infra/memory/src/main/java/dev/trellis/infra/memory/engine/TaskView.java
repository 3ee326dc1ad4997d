package dev.trellis.infra.memory.engine;

import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.TaskLifecycle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of a task.
 *
 * @param attempt the current one
 * @param reasons of the last decision about it
 * @param outcome that ended it, null while it is open
 * @param leases how often it was leased
 */
public record TaskView(
        TaskLifecycle state,
        Attempt attempt,
        List<Reason> reasons,
        @Nullable Outcome outcome,
        int leases) {}
