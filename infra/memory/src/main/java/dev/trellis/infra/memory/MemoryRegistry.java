package dev.trellis.infra.memory;

import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registries in memory. Safe for use by several threads. */
public final class MemoryRegistry implements RegistryStore {

    private record Name(RegistryKind kind, String name) {}

    private final Map<RegistryKey, RegistryItem> items = new HashMap<>();
    private final Map<Name, Map<String, String>> pointers = new HashMap<>();
    private long head;

    @Override
    public synchronized long headRevision() {
        return head;
    }

    @Override
    public synchronized Optional<RegistryItem> find(RegistryKey key) {
        return Optional.ofNullable(items.get(key));
    }

    @Override
    public synchronized List<RegistryItem> versions(RegistryKind kind, String name) {
        return list(kind).stream()
                .filter(item -> item.key().name().equals(name))
                .toList();
    }

    @Override
    public synchronized List<RegistryItem> list(RegistryKind kind) {
        return items.values().stream().filter(item -> item.key().kind() == kind).toList();
    }

    @Override
    public synchronized Map<String, String> pointers(RegistryKind kind, String name) {
        return Map.copyOf(pointers.getOrDefault(new Name(kind, name), Map.of()));
    }

    @Override
    public synchronized Map<String, Map<String, String>> pointers(RegistryKind kind) {
        Map<String, Map<String, String>> all = new HashMap<>();
        pointers.forEach((name, shown) -> {
            if (name.kind() == kind) {
                all.put(name.name(), Map.copyOf(shown));
            }
        });
        return all;
    }

    @Override
    public synchronized Put put(RegistryItem item) {
        RegistryItem known = items.putIfAbsent(item.key(), item);
        if (known == null) {
            return Put.WRITTEN;
        }
        return known.sha256().equals(item.sha256()) ? Put.UNCHANGED : Put.CONFLICT;
    }

    @Override
    public synchronized boolean flip(
            RegistryKind kind, String name, String pointer, @Nullable String expected, String version) {
        Map<String, String> shown = pointers.computeIfAbsent(new Name(kind, name), key -> new HashMap<>());
        if (!Objects.equals(shown.get(pointer), expected)) {
            return false;
        }
        shown.put(pointer, version);
        head++;
        return true;
    }
}
