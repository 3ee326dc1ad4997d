package dev.trellis.host.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.jdbi.v3.core.JdbiException;

/** The gauges of the host. While the database is away they have no value. */
@ApplicationScoped
public final class Meters implements MeterBinder {
    private static final List<String> OPEN =
            List.of("awaiting_approval", "ready", "leased", "queued", "running", "incident");

    private final Counting counting;
    private final Starvation starvation;

    Meters(Counting counting, Starvation starvation) {
        this.counting = counting;
        this.starvation = starvation;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String status : OPEN) {
            Gauge.builder("trellis.tasks", () -> value(counts -> counts.tasks().getOrDefault(status, 0L)))
                    .tag("status", status)
                    .description("Open tasks by status")
                    .register(registry);
        }
        gauge(registry, "trellis.incidents.open", "Open incidents", Counts::incidents);
        gauge(registry, "trellis.approvals.open", "Tasks that wait for a person's consent", Counts::approvals);
        gauge(registry, "trellis.tasks.limited", "Ready tasks that wait for a limit", Counts::limited);
        gauge(registry, "trellis.outbox.unpublished", "Events that are not published", Counts::outbox);
        gauge(registry, "trellis.orchestrators.listening", "Orchestrators that listen", Counts::listeners);
        gauge(registry, "trellis.leases.overrun", "Leases more than 10 s beyond their end", Counts::leasesOverrun);
        gauge(
                registry,
                "trellis.tasks.oldest.ready.seconds",
                "Age of the task that has been ready the longest",
                Counts::oldestReadySeconds);
        alarm(registry, AlarmRules.STARVED, "Ready tasks that no orchestrator takes although one listens");
        alarm(registry, AlarmRules.UNATTENDED, "Ready tasks to which no orchestrator comes");
        alarm(registry, AlarmRules.STUCK, "Running instances in which nothing can happen any more");
        alarm(registry, AlarmRules.OUTBOX, "Events that wait while they only become more or older");
    }

    private void alarm(MeterRegistry registry, String name, String description) {
        Gauge.builder("trellis." + name, () -> orNone(() -> starvation.count(name)))
                .description(description)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Counts> value) {
        Gauge.builder(name, () -> value(value)).description(description).register(registry);
    }

    private double value(ToDoubleFunction<Counts> value) {
        return orNone(() -> value.applyAsDouble(counting.now()));
    }

    private static double orNone(DoubleSupplier value) {
        try {
            return value.getAsDouble();
        } catch (JdbiException away) {
            return Double.NaN;
        }
    }
}
