package dev.trellis.tde.runtime;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.OutcomeJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Makes outcome messages that fit into every queue: large outputs by claim check, long messages cut. */
final class OutcomeMaker {
    /** Queues of older limits hold 256 KiB; the transport's own envelope needs some of it. */
    static final int MAX_MESSAGE_BYTES = 240 * 1024;

    static final int MAX_ERROR_CHARS = 8 * 1024;

    private final ArtifactStore artifacts;

    OutcomeMaker(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /** The outcome message of an attempt. */
    Json make(TaskRequest request, Result result, Map<String, Double> metrics, Instant startedAt, Instant finishedAt) {
        Result fitting =
                switch (result) {
                    case Result.Succeeded succeeded ->
                        new Result.Succeeded(fit(request, succeeded.outputs()), succeeded.artifactsOut());
                    case Result.Failed failed -> new Result.Failed(cut(failed.error()));
                    case Result.CompensateRequired required -> new Result.CompensateRequired(cut(required.error()));
                    case Result.HandedOver handedOver -> handedOver;
                };
        Json message = write(request, fitting, metrics, startedAt, finishedAt);
        if (bytes(message) <= MAX_MESSAGE_BYTES) {
            return message;
        }
        Result tooLarge = new Result.Failed(new TaskError(
                "outcome_too_large",
                "the outcome takes %d bytes, mostly by its list of artifacts; %d fit into a message"
                        .formatted(bytes(message), MAX_MESSAGE_BYTES),
                false));
        return write(request, tooLarge, Map.of(), startedAt, finishedAt);
    }

    /** A stored outcome under the token of another delivery. */
    static Json under(TaskRequest request, Outcome outcome) {
        return new Json(OutcomeJson.write(new Outcome(
                request.attempt(),
                outcome.action(),
                outcome.result(),
                outcome.metrics(),
                outcome.startedAt(),
                outcome.finishedAt(),
                outcome.traceparent(),
                outcome.extensions())));
    }

    private static Json write(
            TaskRequest request, Result result, Map<String, Double> metrics, Instant startedAt, Instant finishedAt) {
        return new Json(OutcomeJson.write(new Outcome(
                request.attempt(),
                request.action(),
                result,
                metrics,
                startedAt,
                finishedAt,
                request.context().traceparent(),
                Json.EMPTY_OBJECT)));
    }

    private Payload fit(TaskRequest request, Payload outputs) {
        if (outputs instanceof Payload.Inline inline && bytes(inline.json()) > Payload.INLINE_LIMIT_BYTES) {
            byte[] utf8 = inline.json().text().getBytes(StandardCharsets.UTF_8);
            return new Payload.ClaimCheck(artifacts.put(ArtifactKeys.keyOf(request, ".outputs.json"), utf8));
        }
        return outputs;
    }

    private static TaskError cut(TaskError error) {
        return error.message().length() <= MAX_ERROR_CHARS
                ? error
                : new TaskError(error.code(), error.message().substring(0, MAX_ERROR_CHARS) + "…", error.retryable());
    }

    private static int bytes(Json json) {
        return json.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
