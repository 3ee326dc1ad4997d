package dev.trellis.infra.local.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A generated password in a file that only its owner may read. */
record PasswordFile(Path path) {

    /** Writes a new random password, replacing an old one. */
    void create() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(path);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(path, ownerOnly);
        Files.writeString(path, HexFormat.of().formatHex(secret));
    }

    String read() {
        try {
            return Files.readString(path).trim();
        } catch (IOException e) {
            throw new UncheckedIOException("no database password in " + path, e);
        }
    }
}
