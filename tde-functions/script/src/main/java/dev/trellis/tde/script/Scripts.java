package dev.trellis.tde.script;

import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.tde.runtime.LocalArtifact;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The scripts that this function has fetched, by digest; the digest is compared each time before one runs. */
final class Scripts {
    static final String INLINE = "inline:";

    private final Path folder;

    /** @param folder made when the first script comes; holds what may be fetched again at any time */
    Scripts(Path folder) {
        this.folder = folder;
    }

    /** The path of the script that a task names. */
    Path scriptOf(TaskScope scope, Language language) throws TaskFailedException, IOException {
        String ref = scope.request().executor().ref();
        if (ref.equals(INLINE)) {
            byte[] source = scope.settings().text("script").getBytes(StandardCharsets.UTF_8);
            return keep(Sha256.hexOf(source) + language.extension(ref), source);
        }
        int mark = ref.indexOf("#sha256=");
        String digest = mark < 0 ? "" : ref.substring(mark + "#sha256=".length());
        if (!digest.matches("[0-9a-f]{64}")) {
            throw TaskFailedException.permanent(
                    "script_reference",
                    "a script is named as ADDRESS#sha256=HEX or as " + INLINE + " with settings.script, not as " + ref);
        }
        String address = ref.substring(0, mark);
        String name = digest + language.extension(address);
        Path cached = folder.resolve(name);
        if (Files.exists(cached) && Sha256.hexOf(Files.readAllBytes(cached)).equals(digest)) {
            return cached;
        }
        LocalArtifact fetched = scope.fetch(new ArtifactRef(address, digest, null));
        return keep(name, Files.readAllBytes(fetched.path()));
    }

    /** Stores a script whole or not at all: another thread or process may store the same one. */
    private Path keep(String name, byte[] source) throws IOException {
        var unused = Files.createDirectories(folder);
        Path whole = Files.createTempFile(folder, name, ".part");
        var written = Files.write(whole, source);
        var opened = Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
        return Files.move(
                opened, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
