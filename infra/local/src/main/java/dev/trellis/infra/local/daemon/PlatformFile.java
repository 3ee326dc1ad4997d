package dev.trellis.infra.local.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The description of a running platform on disk, mode 0600 because it holds the token of the control endpoint; always whole, since
 * it is replaced by a rename.
 *
 * @param path {@code STATE/run/platform.json}
 */
public record PlatformFile(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();

    void write(JsonNode platform) {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Path draft = Files.createTempFile(path.getParent(), "platform", ".new", ownerOnly);
            Files.writeString(draft, platform.toPrettyString() + System.lineSeparator());
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /** The platform as it was last described; empty when there is no such file. */
    public Optional<JsonNode> read() {
        try {
            return Optional.of(JSON.readTree(Files.readString(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /** Removes the description. */
    public void delete() {
        try {
            boolean unused = Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
