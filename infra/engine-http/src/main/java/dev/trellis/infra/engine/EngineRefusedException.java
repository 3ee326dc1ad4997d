package dev.trellis.infra.engine;

/** The host understood the call and refuses it; the same call is refused again until somebody changes the settings. */
public final class EngineRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineRefusedException(String message) {
        super(message);
    }
}
