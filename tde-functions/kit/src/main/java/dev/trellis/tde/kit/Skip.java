package dev.trellis.tde.kit;

/** A check cannot be made with what was given. */
final class Skip extends Exception {
    private static final long serialVersionUID = 1L;

    Skip(String message) {
        super(message);
    }
}
