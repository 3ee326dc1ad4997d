package dev.trellis.contract.port;

import java.time.Instant;
import java.util.List;

/**
 * A store of secret values under names. Every method throws {@link PortUnavailableException} when the service does not
 * answer and {@link IllegalArgumentException} when the name is none, see {@link Secret#NAME}.
 */
public interface SecretStore {
    /**
     * The newest value under a name.
     *
     * @throws SecretMissingException when there is none
     */
    Secret read(String name);

    /**
     * Stores a value as a new version, in place of the one before.
     *
     * @throws IllegalArgumentException when the value is shorter than {@link Secret#MIN_CHARS} or larger than {@link
     *     Secret#MAX_BYTES}
     */
    void put(String name, String value);

    /** What there is, without any value, sorted by name. */
    List<Listed> list();

    /** Removes a secret for good; one that is not there is ignored. */
    void delete(String name);

    /**
     * What may be shown of a secret.
     *
     * @param changedAt when its newest version was stored
     */
    record Listed(String name, Instant createdAt, Instant changedAt) {}
}
