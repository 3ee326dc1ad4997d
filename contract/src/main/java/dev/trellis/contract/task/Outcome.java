package dev.trellis.contract.task;

import dev.trellis.contract.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an executor returns for one attempt.
 *
 * @param metrics numbers that the executor measured, by name with the unit as suffix
 * @param traceparent W3C trace context of the execution
 * @param extensions fields that this version does not know, kept as they came; a JSON object
 */
public record Outcome(
        Attempt attempt,
        Action action,
        Result result,
        Map<String, Double> metrics,
        Instant startedAt,
        Instant finishedAt,
        @Nullable String traceparent,
        Json extensions) {
    public Outcome {
        Objects.requireNonNull(attempt, "attempt");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(result, "result");
        metrics = Map.copyOf(metrics);
    }
}
