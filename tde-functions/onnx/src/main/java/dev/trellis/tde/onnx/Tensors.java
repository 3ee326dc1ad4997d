package dev.trellis.tde.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.tde.runtime.TaskFailedException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Nested JSON arrays as tensors, of the type and shape that the model says. */
final class Tensors {
    private final OrtEnvironment environment;
    private final int maxElements;

    Tensors(OrtEnvironment environment, int maxElements) {
        this.environment = environment;
        this.maxElements = maxElements;
    }

    /** @param path where the value stands, for complaints */
    OnnxTensor of(String path, JsonNode value, TensorInfo info) throws TaskFailedException, OrtException {
        List<Long> shape = new ArrayList<>();
        for (JsonNode level = value; level.isArray(); level = level.get(0)) {
            shape.add((long) level.size());
            if (level.isEmpty()) {
                break;
            }
        }
        long[] found = shape.stream().mapToLong(Long::longValue).toArray();
        if (!fits(found, info.getShape())) {
            throw invalid(
                    path,
                    "has the shape %s, the model takes %s (-1 stands for any)"
                            .formatted(Arrays.toString(found), Arrays.toString(info.getShape())));
        }
        List<JsonNode> flat = new ArrayList<>();
        flatten(path, value, found, 0, flat);
        return tensor(path, flat, found, info);
    }

    private static boolean fits(long[] found, long[] wanted) {
        if (found.length != wanted.length) {
            return false;
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] == 0 || (wanted[i] >= 0 && wanted[i] != found[i])) {
                return false;
            }
        }
        return true;
    }

    private void flatten(String path, JsonNode value, long[] shape, int depth, List<JsonNode> flat)
            throws TaskFailedException {
        if (depth == shape.length) {
            if (value.isContainerNode() || value.isNull()) {
                throw invalid(path, "holds what is no plain value");
            }
            flat.add(value);
            if (flat.size() > maxElements) {
                throw invalid(path, "has more than the " + maxElements + " numbers allowed");
            }
            return;
        }
        if (!value.isArray() || value.size() != shape[depth]) {
            throw invalid(path, "is ragged: every row has as many items as the first");
        }
        for (JsonNode item : value) {
            flatten(path, item, shape, depth + 1, flat);
        }
    }

    private OnnxTensor tensor(String path, List<JsonNode> flat, long[] shape, TensorInfo info)
            throws TaskFailedException, OrtException {
        return switch (info.type) {
            case FLOAT -> {
                FloatBuffer buffer = FloatBuffer.allocate(flat.size());
                for (JsonNode item : flat) {
                    buffer.put(number(path, item).floatValue());
                }
                yield OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case DOUBLE -> {
                DoubleBuffer buffer = DoubleBuffer.allocate(flat.size());
                for (JsonNode item : flat) {
                    buffer.put(number(path, item).doubleValue());
                }
                yield OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case INT64 -> {
                LongBuffer buffer = LongBuffer.allocate(flat.size());
                for (JsonNode item : flat) {
                    buffer.put(whole(path, item).longValue());
                }
                yield OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case INT32 -> {
                IntBuffer buffer = IntBuffer.allocate(flat.size());
                for (JsonNode item : flat) {
                    buffer.put(whole(path, item).intValue());
                }
                yield OnnxTensor.createTensor(environment, buffer.flip(), shape);
            }
            case STRING -> {
                String[] texts = flat.stream().map(JsonNode::asText).toArray(String[]::new);
                yield OnnxTensor.createTensor(environment, texts, shape);
            }
            default -> throw invalid(path, "cannot be made: the model takes " + info.type + ", which is not served");
        };
    }

    private static JsonNode number(String path, JsonNode item) throws TaskFailedException {
        if (!item.isNumber()) {
            throw invalid(path, "holds what is no number");
        }
        return item;
    }

    private static JsonNode whole(String path, JsonNode item) throws TaskFailedException {
        if (!item.isIntegralNumber() || !item.canConvertToLong()) {
            throw invalid(path, "holds what is no whole number");
        }
        return item;
    }

    private static TaskFailedException invalid(String path, String problem) {
        return TaskFailedException.permanent("invalid_input", path + " " + problem);
    }
}
