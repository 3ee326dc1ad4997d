package dev.trellis.host.trace;

import dev.trellis.host.db.Database;
import dev.trellis.host.db.Locks;
import dev.trellis.host.outbox.OutboxLog;
import io.micrometer.core.instrument.Counter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/**
 * Hands the spans of what went on to the collector, and notes how far it came: at least once, whichever host died on the way, as
 * long as the outbox keeps its rows. What the collector refuses for good is dropped and counted, so that it holds up nothing. One
 * host at a time does it.
 */
final class TraceExport {
    private static final Logger LOG = Logger.getLogger(TraceExport.class);
    private static final int EVENTS_AT_ONCE = 500;
    private static final int SPANS_AT_ONCE = 512;
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(5);

    private final Database database;
    private final Telemetry telemetry;
    private final Counter refused;
    private Receipt last = Receipt.TAKEN;

    /**
     * @param refused counts the spans that are dropped
     */
    TraceExport(Database database, Telemetry telemetry, Counter refused) {
        this.database = database;
        this.telemetry = telemetry;
        this.refused = refused;
    }

    /** Exports a page, and says how long to wait before the next. */
    Duration turn() {
        Pause pause = new Pause();
        database.run(handle -> Locks.tryAlone(handle, "trace export", alone -> pause.is(page(alone))));
        return pause.length;
    }

    private static final class Pause {
        private Duration length = BETWEEN;

        void is(Duration now) {
            length = now;
        }
    }

    private Duration page(Handle handle) {
        long place = handle.createQuery("select place from trace_cursor")
                .mapTo(long.class)
                .one();
        OutboxLog.Page page = OutboxLog.after(place, EVENTS_AT_ONCE, handle);
        if (page.rows().isEmpty()) {
            return BETWEEN;
        }
        if (!export(RunSpans.of(page.rows(), new TraceLedger(handle)))) {
            return AFTER_REFUSAL;
        }
        handle.createUpdate("update trace_cursor set place = :place")
                .bind("place", page.next())
                .execute();
        return page.rows().size() == EVENTS_AT_ONCE ? Duration.ZERO : BETWEEN;
    }

    /** Whether all spans are done with. */
    private boolean export(List<RunSpan> spans) {
        for (int from = 0; from < spans.size(); from += SPANS_AT_ONCE) {
            List<SpanData> chunk = spans.subList(from, Math.min(spans.size(), from + SPANS_AT_ONCE)).stream()
                    .<SpanData>map(span -> new FinishedSpan(span, telemetry.resource(), telemetry.messaging()))
                    .toList();
            Receipt receipt = telemetry.export(chunk);
            told(receipt);
            if (receipt == Receipt.LATER) {
                return false;
            }
            if (receipt == Receipt.REFUSED) {
                refused.increment(chunk.size());
            }
        }
        return true;
    }

    private void told(Receipt now) {
        if (now != last) {
            last = now;
            LOG.warn(
                    switch (now) {
                        case TAKEN -> "the collector of traces takes spans again";
                        case LATER ->
                            "the collector of traces does not take spans; they are kept and sent once it does";
                        case REFUSED ->
                            "the collector of traces refuses spans for good; these are dropped, and counted in"
                                    + " trellis_spans_refused_total: its own log says why";
                    });
        }
    }
}
