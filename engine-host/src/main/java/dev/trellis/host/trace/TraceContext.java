package dev.trellis.host.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as W3C Trace Context writes it in {@code traceparent}.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final Pattern ZEROS = Pattern.compile("0+");

    /** Reads a {@code traceparent}; what is none counts as absent, as the recommendation says. */
    public static Optional<TraceContext> of(@Nullable String traceparent) {
        Matcher parts = FORM.matcher(traceparent == null ? "" : traceparent);
        if (!parts.matches() || isZero(parts.group(1)) || isZero(parts.group(2))) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(parts.group(3), 16) & 1) == 1;
        return Optional.of(new TraceContext(parts.group(1), parts.group(2), sampled));
    }

    private static boolean isZero(String id) {
        return ZEROS.matcher(id).matches();
    }

    /** Another span of the same trace. */
    public TraceContext at(String otherSpan) {
        return new TraceContext(traceId, otherSpan, sampled);
    }

    /** The {@code traceparent}. */
    public String text() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
