package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import java.util.List;

/** The registries through a cache: one item is read in each round, and more only when something has changed. */
public final class CachedRegistry implements RegistrySource {
    private final RegistryCache cache;

    public CachedRegistry(RegistryCache cache) {
        this.cache = cache;
    }

    @Override
    public RegistrySnapshot snapshotFor(List<LeasedTask> tasks) {
        RegistrySnapshot latest = cache.current();
        for (LeasedTask task : tasks) {
            if (task.demand().pinnedVersion() != null) {
                latest = withPinned(task.demand());
            }
        }
        return latest;
    }

    /** Resolving makes the cache fetch a pinned version that it lacks. */
    private RegistrySnapshot withPinned(Demand demand) {
        var unused = cache.resolveTask(demand.taskType(), demand.versionRange(), demand.pinnedVersion());
        return cache.lastKnown();
    }
}
