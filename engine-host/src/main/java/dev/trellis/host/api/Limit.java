package dev.trellis.host.api;

import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many items a listing gives.
 *
 * @param value 1 to 999
 */
record Limit(int value) {
    private static final int MOST = 999;
    private static final int USUAL = 100;

    /** The limit of a query parameter; {@value #USUAL} when there is none. */
    static Limit of(@Nullable String text) {
        if (text == null) {
            return new Limit(USUAL);
        }
        if (!text.matches("[1-9][0-9]{0,2}")) {
            String wrong = "limit is a whole number from 1 to " + MOST;
            throw new RefusedException(Refusal.INVALID, wrong, List.of(new RefusedException.Fault("?limit", wrong)));
        }
        return new Limit(Integer.parseInt(text));
    }
}
