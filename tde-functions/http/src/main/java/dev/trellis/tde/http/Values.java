package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import java.util.ArrayList;
import java.util.List;

/** JSON values as the texts of addresses, forms and headers. */
final class Values {
    private static final char DELETE = 0x7f;

    /** A text as it is, everything else as JSON. */
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : JsonText.write(value);
    }

    /** One text for a plain value, several for an array of them, none for null. */
    static List<String> texts(String name, JsonNode value) throws TaskFailedException {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value.isArray() ? value : JsonText.array().add(value)) {
            if (item.isContainerNode()) {
                throw TaskFailedException.permanent(
                        "invalid_input",
                        "$.inputs." + name + " must be a plain value, or an array of plain values; it is "
                                + item.getNodeType());
            }
            if (!item.isNull()) {
                texts.add(text(item));
            }
        }
        return texts;
    }

    /** Complains about what would end a header or hide in it. */
    static String header(String name, String value) throws TaskFailedException {
        if (value.chars().anyMatch(character -> (character < ' ' && character != '\t') || character == DELETE)) {
            throw TaskFailedException.permanent(
                    "invalid_input", "the header " + name + " would hold a control character");
        }
        return value;
    }

    private Values() {}
}
