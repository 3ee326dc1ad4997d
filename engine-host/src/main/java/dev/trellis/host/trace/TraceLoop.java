package dev.trellis.host.trace;

import dev.trellis.host.consumer.DatabaseGate;
import dev.trellis.host.consumer.Loop;
import dev.trellis.host.db.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/** Runs the export while the host runs, where the host traces at all. */
@ApplicationScoped
final class TraceLoop {
    /** The schema must be there. */
    private static final int AFTER_KERNEL = 3_600;

    private final Optional<Loop> loop;

    TraceLoop(Tracing tracing, Database database, DatabaseGate gate, MeterRegistry meters) {
        this.loop = tracing.telemetry().map(telemetry -> {
            TraceExport export = new TraceExport(database, telemetry, meters.counter("trellis.spans.refused"));
            return new Loop("traces", gate, export::turn);
        });
    }

    void begin(@Observes @Priority(AFTER_KERNEL) StartupEvent event) {
        loop.ifPresent(Loop::start);
    }

    void stop(@Observes ShutdownEvent event) {
        loop.ifPresent(Loop::stop);
    }
}
