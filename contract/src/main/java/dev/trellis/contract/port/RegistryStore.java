package dev.trellis.contract.port;

import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The registries: immutable versions, pointers that flip by one conditional write, and one head revision over all three.
 * Every method throws {@link PortUnavailableException} when the service does not answer.
 */
public interface RegistryStore {
    /** Grows with every visible change; 0 when nothing was ever written. */
    long headRevision();

    Optional<RegistryItem> find(RegistryKey key);

    /** All versions of one entry, in no order; empty when the name is unknown. */
    List<RegistryItem> versions(RegistryKind kind, String name);

    /** All versions of all entries of one kind, in no order. */
    List<RegistryItem> list(RegistryKind kind);

    /** Pointer name to version, for example {@code stable → 1.2.0}; empty when none was set. */
    Map<String, String> pointers(RegistryKind kind, String name);

    /** Pointers of all entries of one kind, by entry name. */
    Map<String, Map<String, String>> pointers(RegistryKind kind);

    /** Writes a version once. */
    Put put(RegistryItem item);

    /**
     * Points a name at a version and raises the head revision, if the pointer still shows what the caller saw.
     *
     * @param expected the version that the caller saw, null when there was no pointer
     * @return false when the pointer shows something else; nothing is changed then
     */
    boolean flip(RegistryKind kind, String name, String pointer, @Nullable String expected, String version);

    /** What became of a write. */
    enum Put {
        WRITTEN,
        /** The same content was there already. */
        UNCHANGED,
        /** Another content was there already; it stays. */
        CONFLICT
    }
}
