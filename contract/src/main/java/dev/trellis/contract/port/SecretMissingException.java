package dev.trellis.contract.port;

/** There is no secret of this name. */
public final class SecretMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SecretMissingException(String name) {
        super("there is no secret " + name);
    }
}
