package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.registry.RegistrySnapshot;
import java.util.List;

/** Where a cycle gets its view of the registries from. */
public interface RegistrySource {
    /**
     * The current view, with every version that the tasks are pinned to as far as it exists.
     *
     * @throws dev.trellis.contract.port.PortUnavailableException when the registries do not answer
     */
    RegistrySnapshot snapshotFor(List<LeasedTask> tasks);
}
