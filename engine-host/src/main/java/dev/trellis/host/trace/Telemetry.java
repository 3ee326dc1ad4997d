package dev.trellis.host.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's settings make: exporter, sampler and resource. The spans themselves are made of rows, long after what they
 * tell of, so that nothing else of its SDK is used.
 */
final class Telemetry implements AutoCloseable {
    /** Unless the environment says otherwise. */
    private static final Map<String, String> USUAL = Map.of(
            "otel.service.name", "trellis-engine-host",
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");

    private static final long LONGEST_EXPORT_SECONDS = 30;

    private final SpanExporter exporter;
    private final Sampler sampler;
    private final Resource resource;
    private final String messaging;

    Telemetry(SpanExporter exporter, Sampler sampler, Resource resource, String messaging) {
        this.exporter = exporter;
        this.sampler = sampler;
        this.resource = resource;
        this.messaging = messaging;
    }

    /**
     * Takes the parts as the environment wants them; the SDK built around them stays unused.
     *
     * @param messaging what carries messages, as OpenTelemetry names it
     */
    static Telemetry open(String messaging) {
        Parts parts = new Parts();
        AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> USUAL)
                .disableShutdownHook()
                .addSpanExporterCustomizer((made, config) -> parts.exporter = made)
                .addSamplerCustomizer((made, config) -> parts.sampler = made)
                .addResourceCustomizer((made, config) -> parts.resource = made)
                .build();
        SpanExporter exporter = parts.exporter;
        if (exporter == null) {
            throw new IllegalStateException(
                    "OTEL_EXPORTER_OTLP_ENDPOINT names a collector, but OTEL_TRACES_EXPORTER leaves no exporter of"
                            + " spans; set it to otlp, or OTEL_SDK_DISABLED=true");
        }
        return new Telemetry(exporter, parts.sampler, parts.resource, messaging);
    }

    private static final class Parts {
        private @Nullable SpanExporter exporter;
        private Sampler sampler = Sampler.parentBased(Sampler.alwaysOn());
        private Resource resource = Resource.getDefault();
    }

    Resource resource() {
        return resource;
    }

    String messaging() {
        return messaging;
    }

    /** The trace of a submission: that of its sender, or a new one; the sampler says whether it is kept. */
    Origin.Trace trace(Optional<TraceContext> sender, String name) {
        String id = sender.map(TraceContext::traceId)
                .orElseGet(() -> IdGenerator.random().generateTraceId());
        Context parent = sender.map(Telemetry::remote).orElse(Context.root());
        SamplingDecision decision = sampler.shouldSample(
                        parent, id, name, SpanKind.SERVER, Attributes.empty(), List.of())
                .getDecision();
        return new Origin.Trace(id, decision == SamplingDecision.RECORD_AND_SAMPLE);
    }

    private static Context remote(TraceContext sender) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        sender.traceId(),
                        sender.spanId(),
                        sender.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        TraceState.getDefault())));
    }

    /** Hands spans to the collector. */
    Receipt export(Collection<SpanData> spans) {
        return Receipt.of(exporter.export(spans).join(LONGEST_EXPORT_SECONDS, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        exporter.shutdown().join(1, TimeUnit.SECONDS);
    }
}
