package dev.trellis.host.security;

import dev.trellis.contract.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** The bearer tokens that the host accepts, as digests: what leaks from memory opens no door. */
final class TokenTable {
    private final List<Entry> entries;

    TokenTable(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The person of a token. The time it takes tells nothing about how nearly a wrong token fits. */
    Optional<Person> find(String token) {
        byte[] digest = digest(token);
        Person found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest, digest)) {
                found = entry.person;
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] digest(String token) {
        return Sha256.newDigest().digest(token.getBytes(StandardCharsets.UTF_8));
    }

    /** One token's digest and whom it shows. */
    static final class Entry {
        private final byte[] digest;
        private final Person person;

        Entry(String token, Person person) {
            this.digest = digest(token);
            this.person = person;
        }
    }
}
