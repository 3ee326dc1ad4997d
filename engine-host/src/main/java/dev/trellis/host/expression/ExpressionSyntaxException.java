package dev.trellis.host.expression;

import java.io.Serial;

/** A text that is outside the expression grammar; the message says where and what to write instead. */
public final class ExpressionSyntaxException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int position;

    ExpressionSyntaxException(String problem, int position) {
        super(problem + " (at character " + (position + 1) + ")");
        this.position = position;
    }

    /** The offset of the offending character in the source text, from zero. */
    public int position() {
        return position;
    }
}
