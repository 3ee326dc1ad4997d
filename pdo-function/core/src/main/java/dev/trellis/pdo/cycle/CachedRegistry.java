package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.Resolution;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The registries through a cache. In a round one item is read, and more only when something has changed; a round that
 * follows within a second reads nothing, unless something that it needs is not there.
 */
public final class CachedRegistry implements RegistrySource {
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final RegistryCache cache;
    private final InstantSource clock;
    private Instant freshUntil = Instant.MIN;

    public CachedRegistry(RegistryCache cache, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
    }

    @Override
    public synchronized RegistrySnapshot snapshotFor(List<LeasedTask> tasks) {
        Instant now = clock.instant();
        if (now.isBefore(freshUntil)) {
            RegistrySnapshot known = cache.lastKnown();
            if (tasks.stream().allMatch(task -> resolves(task.demand(), known))) {
                return known;
            }
        }
        RegistrySnapshot latest = cache.current();
        freshUntil = now.plus(FRESH);
        for (LeasedTask task : tasks) {
            if (!resolves(task.demand(), latest)) {
                latest = withPinned(task.demand());
            }
        }
        return latest;
    }

    private static boolean resolves(Demand demand, RegistrySnapshot snapshot) {
        return snapshot.resolveTask(demand.taskType(), demand.versionRange(), demand.pinnedVersion())
                instanceof Resolution.Found<TdeEntry>;
    }

    /** Resolving makes the cache fetch a pinned version that it lacks. */
    private RegistrySnapshot withPinned(Demand demand) {
        var unused = cache.resolveTask(demand.taskType(), demand.versionRange(), demand.pinnedVersion());
        return cache.lastKnown();
    }
}
