package dev.trellis.infra.memory;

import dev.trellis.contract.port.Secret;
import dev.trellis.contract.port.SecretMissingException;
import dev.trellis.contract.port.SecretStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Secrets in memory. Safe for use by several threads. */
public final class MemorySecrets implements SecretStore {

    private final InstantSource clock;
    private final ConcurrentSkipListMap<String, Kept> kept = new ConcurrentSkipListMap<>();

    private record Kept(int version, String value, Instant createdAt, Instant changedAt) {}

    /** @param clock says when a secret was stored */
    public MemorySecrets(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Secret read(String name) {
        Kept found = kept.get(Secret.requireName(name));
        if (found == null) {
            throw new SecretMissingException(name);
        }
        return new Secret(name, "" + found.version(), found.value());
    }

    @Override
    public void put(String name, String value) {
        Instant now = clock.instant();
        var unused = kept.merge(
                Secret.requireName(name),
                new Kept(1, Secret.requireValue(value), now, now),
                (before, first) -> new Kept(before.version() + 1, value, before.createdAt(), now));
    }

    @Override
    public List<Listed> list() {
        return kept.entrySet().stream()
                .map(entry -> new Listed(
                        entry.getKey(),
                        entry.getValue().createdAt(),
                        entry.getValue().changedAt()))
                .toList();
    }

    @Override
    public void delete(String name) {
        var unused = kept.remove(Secret.requireName(name));
    }
}
