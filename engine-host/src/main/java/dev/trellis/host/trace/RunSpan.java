package dev.trellis.host.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span of a run, as the tables tell it.
 *
 * @param parent the id of the span around it; null when the trace begins with it
 * @param failed whether it counts as an error
 * @param attributes names and ids alone, never a value that a process works on
 */
record RunSpan(
        TraceContext context,
        @Nullable String parent,
        String name,
        SpanKind kind,
        Instant start,
        Instant end,
        boolean failed,
        Attributes attributes,
        List<Moment> events,
        List<Link> links) {
    RunSpan {
        // Two clocks may disagree by some milliseconds; no span ends before it begins.
        end = end.isBefore(start) ? start : end;
    }

    /** Something that happened within a span. */
    record Moment(Instant at, String name) {}

    /** Another span of the same trace, and what it has to do with this one. */
    record Link(String span, String meaning) {}
}
