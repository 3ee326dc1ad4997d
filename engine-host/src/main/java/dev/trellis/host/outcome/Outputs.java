package dev.trellis.host.outcome;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.host.json.JsonValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the outputs of an outcome, fetching them where they travelled as a claim check. */
final class Outputs {
    private static final int LARGEST = 16 << 20;

    private final ArtifactStore artifacts;

    Outputs(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * The outputs; empty when the outcome is no success.
     *
     * @throws IllegalArgumentException when they are no JSON object, too large or not what the claim check names
     */
    Map<String, @Nullable Object> of(Outcome outcome) {
        if (!(outcome.result() instanceof Result.Succeeded succeeded)) {
            return Map.of();
        }
        return JsonValues.object(
                switch (succeeded.outputs()) {
                    case Payload.Inline inline -> inline.json();
                    case Payload.ClaimCheck check -> fetch(check.ref());
                });
    }

    private Json fetch(ArtifactRef ref) {
        byte[] content;
        try (InputStream stream = artifacts.open(ref.uri())) {
            content = stream.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the outputs at " + ref.uri(), e);
        }
        if (content.length > LARGEST) {
            throw new IllegalArgumentException(
                    "the outputs at " + ref.uri() + " are larger than " + LARGEST + " bytes");
        }
        if (!Sha256.hexOf(content).equals(ref.sha256())) {
            throw new IllegalArgumentException(
                    "the outputs at " + ref.uri() + " do not have the sha256 of the outcome");
        }
        return new Json(new String(content, StandardCharsets.UTF_8));
    }
}
