package dev.trellis.host.consumer;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ArtifactMissingException;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.contract.wire.WireFormatException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Fetches outputs that lie beside their message. Outputs that are not what the message says make the outcome a failure with
 * the code {@value #CORRUPT}, {@value #GONE} or {@value #TOO_LARGE}; the kernel decides what follows.
 */
@ApplicationScoped
final class ClaimedOutputs {
    static final String CORRUPT = "outputs.corrupt";
    static final String GONE = "outputs.missing";
    static final String TOO_LARGE = "outputs.too_large";

    private static final int MOST_BYTES = 4 << 20;
    private static final int PATIENCE = 3;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ArtifactStore artifacts;

    ClaimedOutputs(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /** What became of the fetching. */
    sealed interface Fetched {}

    /** The outcome, with its outputs inside. */
    record Inlined(Outcome outcome) implements Fetched {}

    /** The outputs are not there yet. */
    record Late(Duration retryIn) implements Fetched {}

    /**
     * The outcome with its outputs inside.
     *
     * @param deliveries how often the message came; outputs that are missing are waited for a few times
     */
    Fetched inlined(Outcome outcome, int deliveries) {
        if (!(outcome.result() instanceof Result.Succeeded succeeded)
                || !(succeeded.outputs() instanceof Payload.ClaimCheck claim)) {
            return new Inlined(outcome);
        }
        try (InputStream content = artifacts.open(claim.ref().uri())) {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            return new Inlined(with(outcome, result(succeeded, claim.ref(), bytes)));
        } catch (ArtifactMissingException missing) {
            return deliveries < PATIENCE
                    ? new Late(RETRY)
                    : new Inlined(with(outcome, failed(GONE, "the outputs are not at " + claim.ref().uri())));
        } catch (IOException broken) {
            throw new UncheckedIOException("reading the outputs at " + claim.ref().uri(), broken);
        }
    }

    private static Result result(Result.Succeeded succeeded, ArtifactRef ref, byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return failed(TOO_LARGE, "the outputs are larger than " + MOST_BYTES + " bytes; return an artifact instead");
        }
        if (!Sha256.hexOf(bytes).equals(ref.sha256())) {
            return failed(CORRUPT, "the outputs at " + ref.uri() + " do not have the digest that the outcome names");
        }
        try {
            String text = new String(bytes, StandardCharsets.UTF_8);
            Json outputs = JsonText.json(JsonText.parseObject(new Json(text)));
            return new Result.Succeeded(new Payload.Inline(outputs), succeeded.artifactsOut());
        } catch (WireFormatException notJson) {
            return failed(CORRUPT, "the outputs at " + ref.uri() + " are no JSON object: " + notJson.problem());
        }
    }

    private static Result failed(String code, String message) {
        return new Result.Failed(new TaskError(code, message, false));
    }

    private static Outcome with(Outcome outcome, Result result) {
        return new Outcome(
                outcome.attempt(),
                outcome.action(),
                result,
                outcome.metrics(),
                outcome.startedAt(),
                outcome.finishedAt(),
                outcome.traceparent(),
                outcome.extensions());
    }
}
