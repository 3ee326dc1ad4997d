package dev.trellis.tde.kit;

import java.util.Optional;

/** Where the kit puts documents that a request only refers to. */
@FunctionalInterface
public interface Claims {
    /** Nowhere: what needs a document is skipped. */
    Claims NONE = content -> Optional.empty();

    /** Stores a document and gives its address, {@code s3://bucket/key}. */
    Optional<String> put(byte[] content);
}
