package dev.trellis.host.consumer;

import dev.trellis.contract.task.Outcome;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.trace.Execution;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts outcomes: what became of each, and what those that counted say of their attempts. */
@ApplicationScoped
final class OutcomeMeters {
    private final MeterRegistry meters;

    OutcomeMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void unreadable() {
        verdict("unreadable");
    }

    void applied(Applied applied, Outcome outcome) {
        verdict(applied.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        if (applied instanceof Applied.Accepted accepted) {
            accepted(accepted, Execution.of(outcome));
        }
    }

    private void accepted(Applied.Accepted accepted, Execution execution) {
        meters.counter("trellis.attempts", "status", execution.status()).increment();
        if (accepted.again()) {
            meters.counter("trellis.retries").increment();
        }
        if (Boolean.TRUE.equals(execution.cold())) {
            meters.counter("trellis.cold.starts").increment();
        }
    }

    private void verdict(String verdict) {
        meters.counter("trellis.outcomes", "verdict", verdict).increment();
    }
}
