package dev.trellis.contract.port;

import dev.trellis.contract.task.ArtifactRef;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** A store of files under keys. Every method throws {@link PortUnavailableException} when the service does not answer. */
public interface ArtifactStore {
    /**
     * Stores a file under a key of the platform's bucket, in place of what was there.
     *
     * @return its address with sha256 and size
     */
    ArtifactRef put(String key, Path content) throws IOException;

    /** Stores bytes under a key of the platform's bucket, in place of what was there. */
    ArtifactRef put(String key, byte[] content);

    /**
     * Opens a file; the caller closes the stream and compares the digest.
     *
     * @param uri {@code s3://bucket/key}
     * @throws ArtifactMissingException when there is none
     * @throws IllegalArgumentException when the address is of another kind
     */
    InputStream open(String uri);

    boolean exists(String uri);

    /** Removes a file; one that is not there is ignored. */
    void delete(String uri);

    /** Addresses of the files under a prefix such as {@code s3://bucket/folder/}, sorted; at most {@code max}. */
    List<ArtifactRef> list(String prefixUri, int max);

    /** The address of a key in the platform's bucket. */
    String uriOf(String key);
}
