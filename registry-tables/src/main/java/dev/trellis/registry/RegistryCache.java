package dev.trellis.registry;

import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.registry.TdeEntry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registries as last read. Each look asks the store for the head revision, one item; everything is read anew only when
 * it moved. Safe for use by several threads.
 */
public final class RegistryCache {

    private static final String STABLE = "stable";

    private final RegistryStore store;
    private volatile RegistrySnapshot latest = RegistrySnapshot.empty();
    private volatile boolean loaded;

    public RegistryCache(RegistryStore store) {
        this.store = store;
    }

    /**
     * The registries now.
     *
     * @throws dev.trellis.contract.port.PortUnavailableException when the store does not answer
     */
    public synchronized RegistrySnapshot current() {
        long head = store.headRevision();
        if (!loaded || head != latest.revision()) {
            latest = load(head);
            loaded = true;
        }
        return latest;
    }

    /**
     * The registries as last read, without a look at the store and without waiting for one; what {@link #current()} gives when never
     * read.
     */
    public RegistrySnapshot lastKnown() {
        return loaded ? latest : current();
    }

    /**
     * Which version of a task type a task gets. A pinned version that the snapshot lacks is fetched before it is refused:
     * it may have been written after the last flip.
     */
    public synchronized Resolution<TdeEntry> resolveTask(
            String taskType, @Nullable String range, @Nullable String pinned) {
        Resolution<TdeEntry> answer = lastKnown().resolveTask(taskType, range, pinned);
        if (pinned == null || answer instanceof Resolution.Found<TdeEntry>) {
            return answer;
        }
        Optional<RegistryItem> late = store.find(new RegistryKey(RegistryKind.TDE, taskType, pinned));
        late.ifPresent(item -> latest = latest.with(item));
        return latest.resolveTask(taskType, range, pinned);
    }

    /** The head is read before the items: a change in between shows an older revision and is read again next time. */
    private RegistrySnapshot load(long head) {
        List<RegistryItem> items = new ArrayList<>();
        Map<RegistryKind, Map<String, String>> stable = new EnumMap<>(RegistryKind.class);
        for (RegistryKind kind : RegistryKind.values()) {
            Map<String, String> pointed = new HashMap<>();
            store.pointers(kind).forEach((name, pointers) -> {
                String version = pointers.get(STABLE);
                if (version != null) {
                    pointed.put(name, version);
                }
            });
            stable.put(kind, pointed);
            items.addAll(store.list(kind));
        }
        return RegistrySnapshot.of(head, items, stable);
    }
}
