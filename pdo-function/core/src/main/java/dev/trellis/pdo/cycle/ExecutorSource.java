package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.pdo.decide.ExecutorDirectory;
import java.util.List;

/** Where a cycle gets its view of the registries from. */
public interface ExecutorSource {
    /**
     * The current view, with every version that the tasks are pinned to as far as it exists.
     *
     * @throws dev.trellis.contract.port.PortUnavailableException when the registries do not answer
     */
    ExecutorDirectory directoryFor(List<LeasedTask> tasks);
}
