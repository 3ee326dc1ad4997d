package dev.trellis.tde.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Names for the places of a tensor of scores.
 *
 * @param tensor the model's output whose rows are scores
 * @param names one for each place of a row
 * @param top how many are given, the highest first
 */
record Labels(String tensor, List<String> names, int top) {
    static Labels of(JsonFields labels) {
        List<String> names = labels.texts("names");
        if (names.isEmpty()) {
            throw new WireFormatException(labels.pathOf("names"), "missing; expected a name for each score");
        }
        Labels read = new Labels(labels.text("tensor"), names, labels.integer("top", 1, names.size(), 1));
        labels.refuseRest();
        return read;
    }

    /** For each row its labels: {@code [{"label", "score"}]}. */
    ArrayNode name(ObjectNode outputs) {
        JsonNode rows = outputs.path(tensor);
        ArrayNode all = JsonText.array();
        for (JsonNode row : rows) {
            if (row.size() != names.size()) {
                throw new WireFormatException(
                        "$.settings.labels", "there are %d names for %d scores".formatted(names.size(), row.size()));
            }
            ArrayNode best = all.addArray();
            IntStream.range(0, row.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(
                                    (Integer place) -> row.get(place).doubleValue())
                            .reversed())
                    .limit(top)
                    .forEach(place -> {
                        ObjectNode label = best.addObject().put("label", names.get(place));
                        label.set("score", row.get(place));
                    });
        }
        if (all.isEmpty()) {
            throw new WireFormatException("$.settings.labels.tensor", "the model gives no scores called " + tensor);
        }
        return all;
    }
}
