package dev.trellis.contract.port;

/** There is no file at an address. */
public final class ArtifactMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ArtifactMissingException(String uri) {
        super("no artifact at " + uri);
    }
}
