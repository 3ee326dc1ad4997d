package dev.trellis.tde.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a model on tensors made of JSON or of an image; the same inputs give the same outputs. */
@Singleton
public final class OnnxKind implements TaskKind {
    private final OnnxModels models = new OnnxModels();

    @Inject
    OnnxKind() {}

    @Override
    public String adapter() {
        return "onnx";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        JsonFields settings = scope.settings();
        OnnxRails rails = OnnxRails.of(scope.guardRails("onnx"));
        JsonFields image = settings.optionalFields("image");
        JsonFields labels = settings.optionalFields("labels");
        Pixels pixels = image == null ? null : Pixels.of(image);
        Labels names = labels == null ? null : Labels.of(labels);
        OrtSession session = models.session(scope, rails);
        Map<String, OnnxTensorLike> tensors = new LinkedHashMap<>();
        try {
            fill(tensors, session, scope, pixels, rails);
            ObjectNode outputs = run(session, tensors, rails);
            if (names != null) {
                outputs.set("labels", names.name(outputs));
            }
            return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), List.of());
        } catch (OrtException failed) {
            throw TaskFailedException.permanent("onnx_failed", String.valueOf(failed.getMessage()), failed);
        } finally {
            tensors.values().forEach(OnnxTensorLike::close);
        }
    }

    private static void fill(
            Map<String, OnnxTensorLike> tensors,
            OrtSession session,
            TaskScope scope,
            @Nullable Pixels pixels,
            OnnxRails rails)
            throws OrtException, TaskFailedException, IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Tensors maker = new Tensors(environment, rails.maxElements());
        for (Map.Entry<String, NodeInfo> wanted : session.getInputInfo().entrySet()) {
            String name = wanted.getKey();
            if (pixels != null && pixels.tensor().equals(name)) {
                ArtifactRef file = ArtifactRef.of(input(scope, pixels.input()).asText());
                var numbers = pixels.read(scope.fetch(file).path(), rails.maxPixels());
                tensors.put(name, OnnxTensor.createTensor(environment, numbers, pixels.shape()));
            } else if (wanted.getValue().getInfo() instanceof TensorInfo info) {
                tensors.put(name, maker.of("$.inputs." + name, input(scope, name), info));
            } else {
                throw new WireFormatException("$.ref", "the model's input " + name + " is no tensor");
            }
        }
        if (pixels != null && !tensors.containsKey(pixels.tensor())) {
            throw new WireFormatException("$.settings.image.tensor", "the model has no input " + pixels.tensor());
        }
    }

    private static JsonNode input(TaskScope scope, String name) throws TaskFailedException {
        JsonNode value = scope.inputs().get(name);
        if (value == null || value.isNull()) {
            throw TaskFailedException.permanent(
                    "invalid_input", "$.inputs." + name + " is missing; the model takes it");
        }
        return value;
    }

    private static ObjectNode run(OrtSession session, Map<String, OnnxTensorLike> tensors, OnnxRails rails)
            throws OrtException, TaskFailedException {
        ObjectNode outputs = JsonText.object();
        try (OrtSession.Result result = session.run(tensors)) {
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.set(output.getKey(), new Results(rails.maxElements()).json(output.getValue()));
            }
        }
        return outputs;
    }
}
