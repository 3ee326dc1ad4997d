package dev.trellis.host.gate;

import java.io.Serial;

/** A file that cannot be read as a diagram at all, so that nothing more can be said about it. */
final class RefusedXml extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final int line;
    private final int column;

    RefusedXml(String rule, int line, int column, String message) {
        super(message);
        this.rule = rule;
        this.line = line;
        this.column = column;
    }

    Violation violation(String source) {
        return new Violation(rule, new Place(source, "", null, null, line, column), String.valueOf(getMessage()));
    }
}
