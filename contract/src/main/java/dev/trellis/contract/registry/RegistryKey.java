package dev.trellis.contract.registry;

import java.util.Objects;

/**
 * The identity of one version of one entry.
 *
 * @param name process name, task type or policy name; dotted lower case
 * @param version semantic version, without a leading v
 */
public record RegistryKey(RegistryKind kind, String name, String version) {
    public RegistryKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
    }

    @Override
    public String toString() {
        return kind.word() + " " + name + " " + version;
    }
}
