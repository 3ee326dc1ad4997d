package dev.trellis.contract.task;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored file.
 *
 * @param uri {@code s3://bucket/key} or another scheme that the artifact store serves
 * @param sha256 lower-case hex digest of the content, or null when the author gave none
 * @param sizeBytes length of the content, or null when unknown
 */
public record ArtifactRef(
        String uri, @Nullable String sha256, @Nullable Long sizeBytes) {
    public ArtifactRef {
        Objects.requireNonNull(uri, "uri");
    }

    /** A reference by address alone. */
    public static ArtifactRef of(String uri) {
        return new ArtifactRef(uri, null, null);
    }
}
