package dev.trellis.contract.port;

/** What lies behind a port did not answer; the same call may succeed later. */
public final class PortUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PortUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public PortUnavailableException(String message) {
        super(message);
    }
}
