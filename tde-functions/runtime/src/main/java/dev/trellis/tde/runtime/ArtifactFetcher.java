package dev.trellis.tde.runtime;

import dev.trellis.contract.port.ArtifactMissingException;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Reads files of the artifact store, bounded in size and checked against the digest that the reference carries. */
final class ArtifactFetcher {
    private final ArtifactStore store;

    ArtifactFetcher(ArtifactStore store) {
        this.store = store;
    }

    /** Copies a file to a path that does not exist yet. */
    LocalArtifact copy(ArtifactRef ref, Path target, long maxBytes) throws TaskFailedException {
        try (OutputStream out = Files.newOutputStream(target)) {
            return new LocalArtifact(target, transfer(ref, out, maxBytes));
        } catch (IOException broken) {
            throw TaskFailedException.passing(
                    "artifact_unreadable", "reading " + ref.uri() + " broke off: " + broken.getMessage(), broken);
        }
    }

    /** The content of a file, in memory. */
    byte[] bytes(ArtifactRef ref, long maxBytes) throws TaskFailedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            var unused = transfer(ref, out, maxBytes);
            return out.toByteArray();
        } catch (IOException broken) {
            throw TaskFailedException.passing(
                    "artifact_unreadable", "reading " + ref.uri() + " broke off: " + broken.getMessage(), broken);
        }
    }

    private ArtifactRef transfer(ArtifactRef ref, OutputStream out, long maxBytes)
            throws IOException, TaskFailedException {
        MessageDigest digest = Sha256.newDigest();
        long size = 0;
        try (InputStream in = open(ref)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    throw TaskFailedException.permanent(
                            "artifact_too_large",
                            ref.uri() + " is larger than the " + maxBytes + " bytes allowed here");
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        String found = HexFormat.of().formatHex(digest.digest());
        requireSame(ref, found);
        return new ArtifactRef(ref.uri(), found, size);
    }

    private InputStream open(ArtifactRef ref) throws TaskFailedException {
        try {
            return store.open(ref.uri());
        } catch (ArtifactMissingException missing) {
            throw TaskFailedException.permanent(
                    "artifact_missing", "there is no artifact at " + ref.uri() + "; it was deleted or never stored");
        } catch (IllegalArgumentException unserved) {
            throw TaskFailedException.permanent(
                    "artifact_address", "the artifact store does not serve " + ref.uri(), unserved);
        } catch (PortUnavailableException away) {
            throw TaskFailedException.passing(
                    "artifacts_unavailable", "the artifact store did not answer for " + ref.uri(), away);
        }
    }

    private static void requireSame(ArtifactRef ref, String found) throws TaskFailedException {
        if (ref.sha256() != null && !ref.sha256().equals(found)) {
            throw TaskFailedException.permanent(
                    "artifact_digest",
                    "the content of " + ref.uri() + " has sha256 " + found + ", not " + ref.sha256()
                            + ": it was changed after it was referred to");
        }
    }
}
