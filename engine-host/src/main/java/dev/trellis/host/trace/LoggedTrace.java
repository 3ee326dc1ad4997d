package dev.trellis.host.trace;

import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Puts the ids of a trace on the lines that this thread logs, until it is closed. */
public final class LoggedTrace implements AutoCloseable {
    private static final String TRACE = "trace_id";
    private static final String SPAN = "span_id";

    private LoggedTrace() {}

    /** @param traceparent of what the lines are about; none puts nothing on them */
    public static LoggedTrace of(@Nullable String traceparent) {
        TraceContext.of(traceparent).ifPresent(context -> {
            MDC.put(TRACE, context.traceId());
            MDC.put(SPAN, context.spanId());
        });
        return new LoggedTrace();
    }

    @Override
    public void close() {
        MDC.remove(TRACE);
        MDC.remove(SPAN);
    }
}
