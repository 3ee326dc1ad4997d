package dev.trellis.tde.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a model gives, as JSON: tensors as nested arrays, maps as objects, sequences as arrays. */
final class Results {
    private final int maxElements;
    private int elements;

    Results(int maxElements) {
        this.maxElements = maxElements;
    }

    JsonNode json(OnnxValue value) throws OrtException, TaskFailedException {
        return switch (value) {
            case OnnxMap map -> object(map.getValue());
            case OnnxSequence sequence -> {
                ArrayNode items = JsonText.array();
                for (OnnxValue item : sequence.getValue()) {
                    items.add(json(item));
                }
                yield items;
            }
            default -> plain(value.getValue());
        };
    }

    private JsonNode plain(@Nullable Object value) throws TaskFailedException {
        if (value != null && value.getClass().isArray()) {
            ArrayNode items = JsonText.array();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(plain(Array.get(value, i)));
            }
            return items;
        }
        if (++elements > maxElements) {
            throw TaskFailedException.permanent(
                    "onnx_result_too_large", "the model gives more than the " + maxElements + " numbers allowed");
        }
        return switch (value) {
            case Float number when Float.isFinite(number) -> number(number.toString());
            case Double number when Double.isFinite(number) -> number(number.toString());
            case Long number -> JsonText.array().add(number).get(0);
            case Integer number -> JsonText.array().add(number).get(0);
            case Short number -> JsonText.array().add((int) number).get(0);
            case Byte number -> JsonText.array().add((int) number).get(0);
            case Boolean flag -> JsonText.array().add(flag).get(0);
            case null -> JsonText.parse("null");
            default -> JsonText.parse(JsonText.quote(value.toString()));
        };
    }

    private static JsonNode number(String text) {
        return JsonText.array().add(new BigDecimal(text)).get(0);
    }

    private ObjectNode object(Map<?, ?> map) throws TaskFailedException {
        ObjectNode object = JsonText.object();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            object.set(String.valueOf(member.getKey()), plain(member.getValue()));
        }
        return object;
    }
}
