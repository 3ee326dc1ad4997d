package dev.trellis.host.unit;

import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.registry.ExecutedProcess;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.Resolution;
import java.util.Set;

/** Which task types are processes, as far as this host knows the registries. Safe for use by several threads. */
public final class UnitTypes {
    private static final String UNKNOWN_YET = "pinned_version_missing";

    private final RegistryCache registry;
    private volatile Known known = new Known(RegistrySnapshot.empty(), Set.of());

    public UnitTypes(RegistryCache registry) {
        this.registry = registry;
    }

    private record Known(RegistrySnapshot snapshot, Set<String> names) {}

    /**
     * Whether a process executes a task, by what was last read alone: within a transaction nobody may wait for the registry's store. A
     * pinned version that is not known yet counts as one, and {@link #resolve} finds out.
     */
    boolean isOwn(Demand demand) {
        return mayBe(demand.taskType())
                && switch (registry.lastKnown()
                        .resolveTask(demand.taskType(), demand.versionRange(), demand.pinnedVersion())) {
                    case Resolution.Found<TdeEntry> found ->
                        ExecutedProcess.of(found.entry()).isPresent();
                    case Resolution.Missing<TdeEntry> missing -> missing.code().equals(UNKNOWN_YET);
                };
    }

    /** Whether a version of a task type is a process; asked for every leased task. */
    private boolean mayBe(String taskType) {
        RegistrySnapshot latest = registry.lastKnown();
        Known at = known;
        if (at.snapshot() != latest) {
            at = new Known(latest, latest.processTypes());
            known = at;
        }
        return at.names().contains(taskType);
    }

    /** The version that a task gets; asks the store for one that is not known yet. */
    Resolution<TdeEntry> resolve(Demand demand) {
        return registry.resolveTask(demand.taskType(), demand.versionRange(), demand.pinnedVersion());
    }
}
