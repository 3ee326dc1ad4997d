package dev.trellis.tde.runtime;

import dev.trellis.contract.task.ArtifactRef;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of the artifact store as a local copy.
 *
 * @param path the copy, in the attempt's own folder, named like the last part of the address
 * @param ref its address, with the digest and size that were found
 */
public record LocalArtifact(Path path, ArtifactRef ref) {
    public LocalArtifact {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(ref, "ref");
    }
}
