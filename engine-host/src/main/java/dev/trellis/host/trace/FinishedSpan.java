package dev.trellis.host.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link RunSpan} in the words of OpenTelemetry's SDK.
 *
 * @param messaging what carries messages, as OpenTelemetry names it
 */
record FinishedSpan(RunSpan span, Resource resource, String messaging) implements SpanData {
    private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("dev.trellis");

    @Override
    public String getName() {
        return span.name();
    }

    @Override
    public SpanKind getKind() {
        return span.kind();
    }

    @Override
    public SpanContext getSpanContext() {
        return context(span.context());
    }

    @Override
    public SpanContext getParentSpanContext() {
        String parent = span.parent();
        return parent == null
                ? SpanContext.getInvalid()
                : context(span.context().at(parent));
    }

    private static SpanContext context(TraceContext context) {
        return SpanContext.create(
                context.traceId(),
                context.spanId(),
                context.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    @Override
    public StatusData getStatus() {
        return span.failed() ? StatusData.error() : StatusData.unset();
    }

    @Override
    public long getStartEpochNanos() {
        return nanos(span.start());
    }

    @Override
    public long getEndEpochNanos() {
        return nanos(span.end());
    }

    private static long nanos(Instant instant) {
        // An executor may say what it likes: a time out of bounds is the last that fits.
        long seconds = TimeUnit.SECONDS.toNanos(instant.getEpochSecond());
        return Math.abs(seconds) == Long.MAX_VALUE || seconds == Long.MIN_VALUE
                ? Long.MAX_VALUE
                : seconds + instant.getNano();
    }

    @Override
    public Attributes getAttributes() {
        return span.attributes().get(Words.OPERATION) == null
                ? span.attributes()
                : span.attributes().toBuilder().put(Words.SYSTEM, messaging).build();
    }

    @Override
    public List<EventData> getEvents() {
        return span.events().stream()
                .map(event -> EventData.create(nanos(event.at()), event.name(), Attributes.empty()))
                .toList();
    }

    @Override
    public List<LinkData> getLinks() {
        return span.links().stream()
                .map(link -> LinkData.create(
                        context(span.context().at(link.span())),
                        Attributes.builder().put("trellis.link", link.meaning()).build()))
                .toList();
    }

    @Override
    public boolean hasEnded() {
        return true;
    }

    @Override
    public int getTotalRecordedEvents() {
        return span.events().size();
    }

    @Override
    public int getTotalRecordedLinks() {
        return span.links().size();
    }

    @Override
    public int getTotalAttributeCount() {
        return getAttributes().size();
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
        return SCOPE;
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation") // the interface still asks for it
    public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
        return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
    }

    @Override
    public Resource getResource() {
        return resource;
    }
}
