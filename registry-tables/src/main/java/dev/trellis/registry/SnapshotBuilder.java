package dev.trellis.registry;

import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.wire.RegistryJson;
import dev.trellis.contract.wire.WireFormatException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the items and pointers of a {@link RegistrySnapshot}. A document that cannot be read, such as one of a later
 * platform, is a problem of its own version and of nothing else.
 */
final class SnapshotBuilder {

    private final long revision;
    private final Map<RegistryKey, RegistryItem> items = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<RegistryKind, Map<String, String>> stable = new EnumMap<>(RegistryKind.class);
    private final Map<String, Map<String, ProcessEntry>> processes = new HashMap<>();
    private final Map<String, Map<String, TdeEntry>> tdes = new HashMap<>();
    private final Map<String, Map<String, PolicyEntry>> policies = new HashMap<>();

    SnapshotBuilder(long revision) {
        this.revision = revision;
    }

    SnapshotBuilder(RegistrySnapshot from) {
        this(from.revision());
        items.putAll(from.items());
        problems.addAll(from.problems());
        copy(from.processes(), processes);
        copy(from.tdes(), tdes);
        copy(from.policies(), policies);
    }

    private <T> void copy(Shelf<T> shelf, Map<String, Map<String, T>> to) {
        shelf.versions().forEach((name, versions) -> to.put(name, new HashMap<>(versions)));
        stable.put(shelf.kind(), shelf.stable());
    }

    SnapshotBuilder add(RegistryItem item) {
        RegistryKey key = item.key();
        items.put(key, item);
        try {
            read(key, item);
        } catch (WireFormatException unreadable) {
            problems.add(new Problem(key.toString(), unreadable.path(), unreadable.problem()));
        }
        return this;
    }

    private void read(RegistryKey key, RegistryItem item) {
        switch (key.kind()) {
            case PROCESS -> put(processes, key, RegistryJson.readProcess(item.document()));
            case TDE -> put(tdes, key, RegistryJson.readTde(item.document()));
            case POLICY -> put(policies, key, RegistryJson.readPolicy(item.document()));
        }
    }

    SnapshotBuilder stable(RegistryKind kind, Map<String, String> pointers) {
        stable.put(kind, pointers);
        return this;
    }

    private static <T> void put(Map<String, Map<String, T>> shelf, RegistryKey key, T entry) {
        shelf.computeIfAbsent(key.name(), name -> new HashMap<>()).put(key.version(), entry);
    }

    RegistrySnapshot build() {
        return new RegistrySnapshot(
                revision,
                new RegistrySnapshot.Contents(items, problems),
                new Shelf<>(RegistryKind.PROCESS, processes, pointers(RegistryKind.PROCESS)),
                new Shelf<>(RegistryKind.TDE, tdes, pointers(RegistryKind.TDE)),
                new Shelf<>(RegistryKind.POLICY, policies, pointers(RegistryKind.POLICY)));
    }

    private Map<String, String> pointers(RegistryKind kind) {
        return stable.getOrDefault(kind, Map.of());
    }
}
