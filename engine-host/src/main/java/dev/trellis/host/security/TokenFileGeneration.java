package dev.trellis.host.security;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** Writes the token file of an embedded platform at its first start. */
final class TokenFileGeneration {
    private static final List<String> PERSONS = List.of("admin", "approver", "demo-approver", "service");
    private static final int RANDOM_BYTES = 32;

    private final SecureRandom random;

    TokenFileGeneration(SecureRandom random) {
        this.random = random;
    }

    /** Writes a file with fresh tokens that only its owner may read, unless there is one: then that one stays. */
    void writeIfMissing(Path path) {
        if (Files.exists(path)) {
            return;
        }
        try {
            Path folder = Files.createDirectories(path.toAbsolutePath().getParent());
            Path draft = Files.createTempFile(
                    folder,
                    "tokens",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, content());
            publish(draft, path);
        } catch (IOException failed) {
            throw new UncheckedIOException("the token file " + path + " cannot be written", failed);
        }
    }

    /** A link appears whole or not at all and never replaces a file that another host wrote meanwhile. */
    private static void publish(Path draft, Path path) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            // Its tokens are as good as ours.
        } finally {
            Files.delete(draft);
        }
    }

    private String content() {
        ObjectNode tokens = JsonText.object();
        PERSONS.forEach(person -> tokens.put(person, token()));
        return JsonText.write(tokens) + "\n";
    }

    private String token() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return "trl_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
