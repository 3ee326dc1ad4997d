package dev.trellis.tde.runtime;

import dev.trellis.contract.port.Secret;
import dev.trellis.contract.port.SecretStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets of a store, each kept for a short time: a busy function asks once a minute, and a rotated value is in use everywhere a
 * minute after it was stored. Safe for use by several threads.
 */
final class RecentSecrets {
    static final Duration KEPT = Duration.ofMinutes(1);

    private final SecretStore store;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Secret secret, Instant until) {}

    RecentSecrets(SecretStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** As {@link SecretStore#read(String)}. */
    Secret read(String name) {
        Instant now = clock.instant();
        Known recent = known.get(name);
        if (recent != null && now.isBefore(recent.until())) {
            return recent.secret();
        }
        Secret read = store.read(name);
        known.put(name, new Known(read, now.plus(KEPT)));
        return read;
    }
}
