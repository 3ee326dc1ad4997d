package dev.trellis.infra.local.daemon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The bearer tokens of the embedded engine host: a JSON object from the person's name to the token, mode 0600, written once.
 *
 * @param path where the file lies
 */
record HostTokens(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PERSONS = List.of("admin", "approver", "demo-approver", "viewer", "service");
    private static final int RANDOM_BYTES = 32;

    /** Writes fresh tokens unless the file is there. */
    void writeIfMissing() {
        if (Files.exists(path)) {
            return;
        }
        SecureRandom random = new SecureRandom();
        ObjectNode tokens = JSON.createObjectNode();
        for (String person : PERSONS) {
            byte[] secret = new byte[RANDOM_BYTES];
            random.nextBytes(secret);
            tokens.put(person, "trl_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
        }
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path draft = Files.createTempFile(path.getParent(), "tokens", ".new", ownerOnly);
            Files.writeString(draft, tokens.toPrettyString() + System.lineSeparator());
            Files.move(draft, path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the token file " + path, e);
        }
    }

    /** The token of one person; fails when the file names no such person. */
    String of(String person) {
        try {
            var token = JSON.readTree(path.toFile()).path(person);
            String text = token.isObject() ? token.path("token").asText("") : token.asText("");
            if (text.isEmpty()) {
                throw new IllegalStateException("the token file " + path + " has no token for '" + person
                        + "'; delete it to have a new one written");
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the token file " + path, e);
        }
    }
}
