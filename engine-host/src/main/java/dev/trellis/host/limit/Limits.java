package dev.trellis.host.limit;

import dev.trellis.contract.registry.TaskLimit;
import dev.trellis.registry.LimitBook;
import dev.trellis.registry.LimitBook.Placed;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The limits that hold now, as far as this host knows the registries. Safe for use by several threads. */
public final class Limits {
    private final RegistryCache registry;
    private volatile Known known = Known.of(RegistrySnapshot.empty());

    public Limits(RegistryCache registry) {
        this.registry = registry;
    }

    private record Known(RegistrySnapshot snapshot, LimitBook book, Map<String, List<Placed>> byType) {
        static Known of(RegistrySnapshot snapshot) {
            return new Known(snapshot, snapshot.limits(), new ConcurrentHashMap<>());
        }
    }

    private Known known() {
        RegistrySnapshot latest = registry.lastKnown();
        Known at = known;
        if (at.snapshot() != latest) {
            at = Known.of(latest);
            known = at;
        }
        return at;
    }

    /** Whether nothing is limited. */
    public boolean areNone() {
        return known().book().isEmpty();
    }

    /** Looks whether the registries have changed, for a host that starts nothing and would not learn of it. */
    void refresh() {
        known = Known.of(registry.current());
    }

    /** Whether any limit counts by inputs. */
    boolean readInputs() {
        return known().book().all().anyMatch(limit -> limit.by().stream()
                .anyMatch(by -> by.startsWith(TaskLimit.INPUTS)));
    }

    List<LimitKey> keysOf(Candidate candidate) {
        Known at = known();
        return at.byType().computeIfAbsent(candidate.taskType(), at.book()::of).stream()
                .map(placed -> LimitKey.of(placed, candidate))
                .toList();
    }

    /** The limit of a key; empty when no policy has it any more. */
    Optional<TaskLimit> of(String key) {
        return known().book().at(LimitKey.placeOf(key));
    }
}
