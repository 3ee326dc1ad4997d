package dev.trellis.contract.wire;

import java.util.Objects;

/** A JSON text is not what the contract says: where, and what was expected. */
public final class WireFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    /**
     * @param path JSON path of the offending value, for example {@code $.policy.retries} or {@code $.artifacts_in[2]}
     * @param problem what is wrong there, for a person
     */
    public WireFormatException(String path, String problem) {
        super("at " + path + ": " + problem);
        this.path = Objects.requireNonNull(path, "path");
        this.problem = Objects.requireNonNull(problem, "problem");
    }

    /** JSON path of the offending value; {@code $} is the whole document. */
    public String path() {
        return path;
    }

    /** What is wrong there, without the path. */
    public String problem() {
        return problem;
    }
}
