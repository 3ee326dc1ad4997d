package dev.trellis.tde.file;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.tde.runtime.LocalArtifact;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Objects;

/** What can be done with files at places. A reader sees a target whole or not at all. */
final class FileOperations {
    private final TaskScope scope;
    private final ArtifactStore store;

    FileOperations(TaskScope scope, ArtifactStore store) {
        this.scope = scope;
        this.store = store;
    }

    boolean exists(Place place) {
        return switch (place) {
            case Place.Local local -> Files.isRegularFile(local.path(), LinkOption.NOFOLLOW_LINKS);
            case Place.Stored stored -> store.exists(stored.uri());
        };
    }

    /** Digest and size of a file. */
    ArtifactRef describe(Place place) throws IOException, TaskFailedException {
        return switch (place) {
            case Place.Local local -> describe(local);
            case Place.Stored stored -> fetch(stored).ref();
        };
    }

    private ArtifactRef describe(Place.Local local) throws IOException, TaskFailedException {
        if (!exists(local)) {
            throw missing(local);
        }
        try (DigestInputStream in = new DigestInputStream(
                Files.newInputStream(local.path(), LinkOption.NOFOLLOW_LINKS), Sha256.newDigest())) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            String digest = HexFormat.of().formatHex(in.getMessageDigest().digest());
            return new ArtifactRef(local.uri(), digest, size);
        }
    }

    /** A local file with the content of a file. */
    Path content(Place place) throws IOException, TaskFailedException {
        if (!exists(place)) {
            throw missing(place);
        }
        return switch (place) {
            case Place.Local local -> local.path();
            case Place.Stored stored -> fetch(stored).path();
        };
    }

    /** Copies a file unless the target has its content; says whether it did. Another content there must be replaceable. */
    boolean place(Place from, Place to, boolean overwrite) throws IOException, TaskFailedException {
        if (isThere(describe(from), to, overwrite)) {
            return false;
        }
        copy(from, to, overwrite);
        return true;
    }

    /** Whether the target holds this content already; another content there is an error unless it may be replaced. */
    boolean isThere(ArtifactRef source, Place to, boolean overwrite) throws IOException, TaskFailedException {
        if (!exists(to)) {
            return false;
        }
        boolean same = String.valueOf(source.sha256()).equals(describe(to).sha256());
        if (!same && !overwrite) {
            throw TaskFailedException.permanent(
                    "file_exists", "another file is at " + to.uri() + "; set overwrite to replace it");
        }
        return same;
    }

    /** Copies a file; the target may replace another one if told so. */
    void copy(Place from, Place to, boolean overwrite) throws IOException, TaskFailedException {
        Path content = content(from);
        switch (to) {
            case Place.Local local -> write(content, local.path(), overwrite);
            case Place.Stored stored -> put(content, stored);
        }
    }

    /** Renames a file where both places are on one local file system, which nobody sees half done. */
    boolean rename(Place from, Place to, boolean overwrite) throws IOException {
        if (!(from instanceof Place.Local source) || !(to instanceof Place.Local target) || !overwrite) {
            return false;
        }
        Path folder = Files.createDirectories(parent(target.path()));
        if (!Files.getFileStore(folder).equals(Files.getFileStore(source.path()))) {
            return false;
        }
        Path moved = Files.move(source.path(), target.path(), StandardCopyOption.ATOMIC_MOVE);
        return moved.equals(target.path());
    }

    /** Removes a file; false when there was none. */
    boolean delete(Place place) throws IOException, TaskFailedException {
        return switch (place) {
            case Place.Local local -> {
                if (Files.isDirectory(local.path(), LinkOption.NOFOLLOW_LINKS)) {
                    throw TaskFailedException.permanent("file_is_folder", local.uri() + " is a folder; name a file");
                }
                yield Files.deleteIfExists(local.path());
            }
            case Place.Stored stored -> {
                boolean there = store.exists(stored.uri());
                store.delete(stored.uri());
                yield there;
            }
        };
    }

    TaskFailedException missing(Place place) {
        return TaskFailedException.permanent("file_missing", "there is no file at " + place.uri());
    }

    private LocalArtifact fetch(Place.Stored stored) throws IOException, TaskFailedException {
        if (!exists(stored)) {
            throw missing(stored);
        }
        return scope.fetch(ArtifactRef.of(stored.uri()));
    }

    private static void write(Path content, Path target, boolean overwrite) throws IOException, TaskFailedException {
        Path folder = Files.createDirectories(parent(target));
        Path whole = Files.createTempFile(folder, ".trellis-", ".part");
        try {
            var copied = Files.copy(content, whole, StandardCopyOption.REPLACE_EXISTING);
            if (overwrite) {
                var moved = Files.move(copied, target, StandardCopyOption.ATOMIC_MOVE);
                assert moved.equals(target) : "a move ends at its target";
            } else {
                // A link, unlike a move, fails where something appeared meanwhile.
                var linked = Files.createLink(target, copied);
                assert linked.equals(target) : "a link stands where it was asked for";
            }
        } catch (FileAlreadyExistsException taken) {
            throw TaskFailedException.permanent("file_exists", "another file is at " + target, taken);
        } finally {
            boolean unused = Files.deleteIfExists(whole);
        }
    }

    private void put(Path content, Place.Stored target) throws IOException, TaskFailedException {
        String bucket = store.uriOf("");
        if (!target.uri().startsWith(bucket)) {
            throw TaskFailedException.permanent(
                    "file_address",
                    "only the platform's own bucket " + bucket + " can be written, not " + target.uri());
        }
        ArtifactRef stored = store.put(target.uri().substring(bucket.length()), content);
        assert stored.uri().equals(target.uri()) : "stored where it was asked for";
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.getParent(), "the root folder is no file");
    }
}
