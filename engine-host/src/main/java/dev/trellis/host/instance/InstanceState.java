package dev.trellis.host.instance;

import java.util.Locale;

/** Where an instance stands. */
public enum InstanceState {
    RUNNING,
    SUSPENDED,
    COMPLETED,
    CANCELLED;

    /** The word in JSON and in the database, for example {@code running}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of a word. */
    public static InstanceState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
