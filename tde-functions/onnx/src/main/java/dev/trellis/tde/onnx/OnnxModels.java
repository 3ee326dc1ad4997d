package dev.trellis.tde.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.tde.runtime.LocalArtifact;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models that this function has loaded, by digest: a reference without one is refused, so that what runs is what was reviewed. Safe for
 * use by several threads, as sessions are.
 */
final class OnnxModels {
    private static final String MARK = "#sha256=";

    private final Map<String, OrtSession> loaded = new ConcurrentHashMap<>();

    OrtSession session(TaskScope scope, OnnxRails rails) throws TaskFailedException, IOException, OrtException {
        String ref = scope.request().executor().ref();
        int mark = ref.indexOf(MARK);
        String digest = mark < 0 ? "" : ref.substring(mark + MARK.length());
        if (!digest.matches("[0-9a-f]{64}")) {
            throw TaskFailedException.permanent(
                    "onnx_reference", "a model is named as ADDRESS" + MARK + "HEX, not as " + ref);
        }
        OrtSession known = loaded.get(digest);
        if (known != null) {
            return known;
        }
        LocalArtifact model = scope.fetch(new ArtifactRef(ref.substring(0, mark), digest, null));
        long size = Files.size(model.path());
        if (size > rails.maxModelBytes()) {
            throw TaskFailedException.permanent(
                    "onnx_model_too_large",
                    "the model has %d bytes, more than the %d allowed".formatted(size, rails.maxModelBytes()));
        }
        OrtSession fresh = open(Files.readAllBytes(model.path()));
        OrtSession other = loaded.putIfAbsent(digest, fresh);
        if (other != null) {
            fresh.close();
            return other;
        }
        return fresh;
    }

    /** From bytes alone: a model that keeps its weights in files beside it finds none. One thread serves one task. */
    private static OrtSession open(byte[] model) throws OrtException, TaskFailedException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(model, options);
        } catch (OrtException unusable) {
            throw TaskFailedException.permanent(
                    "onnx_model_invalid", "the model cannot be loaded: " + unusable.getMessage(), unusable);
        }
    }
}
