package dev.trellis.host.unit;

import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.registry.ExecutedProcess;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.Resolution;
import java.util.Optional;
import java.util.Set;

/** Which task types are processes, as far as this host knows the registries. Safe for use by several threads. */
public final class UnitTypes {
    private final RegistryCache registry;
    private volatile Known known = new Known(RegistrySnapshot.empty(), Set.of());

    public UnitTypes(RegistryCache registry) {
        this.registry = registry;
    }

    private record Known(RegistrySnapshot snapshot, Set<String> names) {}

    /** Whether a version of a task type is a process; asked for every leased task. */
    boolean mayBe(String taskType) {
        RegistrySnapshot latest = registry.lastKnown();
        Known at = known;
        if (at.snapshot() != latest) {
            at = new Known(latest, latest.processTypes());
            known = at;
        }
        return at.names().contains(taskType);
    }

    /** The version that executes a task; empty when it is no process, or there is none. */
    Optional<Unit> of(Demand demand) {
        return mayBe(demand.taskType())
                        && registry.resolveTask(demand.taskType(), demand.versionRange(), demand.pinnedVersion())
                                instanceof Resolution.Found<TdeEntry> found
                ? ExecutedProcess.of(found.entry()).map(process -> new Unit(found.entry(), process))
                : Optional.empty();
    }

    /** A task type with the process that executes it. */
    record Unit(TdeEntry entry, ExecutedProcess process) {}
}
