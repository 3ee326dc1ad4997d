package dev.trellis.tde.kit;

/** The executor did not do what a check expects of it. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
        super(message);
    }
}
