package dev.trellis.host.api;

/** The body of a request is no JSON at all; the message says where. */
final class MalformedBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedBodyException(String message) {
        super(message);
    }
}
