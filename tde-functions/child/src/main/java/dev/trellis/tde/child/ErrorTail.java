package dev.trellis.tde.child;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** The end of what a child said on standard error, as it may stand in an outcome. */
public final class ErrorTail {
    private static final int SHOWN = 8 * 1024;

    /** A secret that a variable holds is no longer than this in any form by which it is known: percent-encoded UTF-8. */
    public static final int LONGEST_FORM = 9 * Variables.LONGEST;

    /** How much must be kept so that enough can be shown. */
    public static final int KEPT_BYTES = SHOWN + LONGEST_FORM;

    /**
     * The tail of what was kept. Secrets are taken out first and the cut is made second: half a value would not be known as one.
     *
     * @param kept the end of the stream, at most {@link #KEPT_BYTES}
     */
    public static String of(byte[] kept, UnaryOperator<String> withoutSecrets) {
        String clean = withoutSecrets.apply(new String(kept, StandardCharsets.UTF_8));
        // What was cut off may have taken half of a secret with it, and the other half stands first.
        int doubtful =
                kept.length < KEPT_BYTES ? 0 : new String(kept, 0, LONGEST_FORM, StandardCharsets.UTF_8).length();
        return clean.substring(Math.min(clean.length(), Math.max(doubtful, clean.length() - SHOWN)));
    }

    private ErrorTail() {}
}
