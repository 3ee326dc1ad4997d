package dev.trellis.contract.registry;

import java.util.Locale;

/** The three registries. */
public enum RegistryKind {
    PROCESS,
    TDE,
    POLICY;

    /** The word in files, tables and addresses: {@code process}, {@code tde}, {@code policy}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
