package dev.trellis.host.trace;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether the host traces: it does where OpenTelemetry's own settings name a collector. Where they name none, nothing of the
 * library is loaded, and a submitter's context is handed on as it came.
 */
@ApplicationScoped
public class Tracing {
    private final InstantSource clock;
    private final @Nullable Telemetry telemetry;

    Tracing(
            InstantSource clock,
            @ConfigProperty(name = "otel.exporter.otlp.endpoint") Optional<String> endpoint,
            @ConfigProperty(name = "otel.exporter.otlp.traces.endpoint") Optional<String> tracesEndpoint,
            @ConfigProperty(name = "otel.sdk.disabled", defaultValue = "false") boolean disabled,
            @ConfigProperty(name = "trellis.sink") Optional<String> sink,
            @ConfigProperty(name = "k.sink") Optional<String> boundSink) {
        this.clock = clock;
        boolean named = endpoint.or(() -> tracesEndpoint).isPresent();
        this.telemetry = named && !disabled
                ? Telemetry.open(sink.or(() -> boundSink).isPresent() ? "knative" : "aws_sqs")
                : null;
    }

    /**
     * Notes that a submission came in.
     *
     * @param way a method and a route, or a queue's name
     * @param traceparent the submitter's context
     * @return null where the host does not trace
     */
    public @Nullable Origin arrived(String way, @Nullable String traceparent) {
        if (telemetry == null) {
            return null;
        }
        Optional<TraceContext> given = TraceContext.of(traceparent);
        return new Origin(
                telemetry.trace(given, way), given.map(TraceContext::spanId).orElse(null), way, clock.instant());
    }

    Optional<Telemetry> telemetry() {
        return Optional.ofNullable(telemetry);
    }

    @PreDestroy
    void close() {
        if (telemetry != null) {
            telemetry.close();
        }
    }
}
