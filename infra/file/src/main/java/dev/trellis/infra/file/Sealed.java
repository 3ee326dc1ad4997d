package dev.trellis.infra.file;

import java.time.Instant;

/**
 * A secret as it lies in the file.
 *
 * @param box the encrypted value in base64: nonce, then cipher text with its tag
 */
record Sealed(String name, int version, Instant createdAt, Instant changedAt, String box) {

    /** What the encryption also vouches for: a value moved under another name or version does not open. */
    String label() {
        return name + " " + version;
    }

    Sealed with(String newBox) {
        return new Sealed(name, version, createdAt, changedAt, newBox);
    }
}
