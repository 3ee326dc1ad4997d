package dev.trellis.tde.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskFailedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code {name}} where an input is put in; what an input holds is not looked at for places again. */
final class Prompt {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

    static String fill(String template, ObjectNode inputs) throws TaskFailedException {
        StringBuilder filled = new StringBuilder();
        Matcher places = PLACE.matcher(template);
        while (places.find()) {
            JsonNode value = inputs.get(places.group(1));
            if (value == null || value.isNull()) {
                throw TaskFailedException.permanent(
                        "invalid_input", "$.inputs." + places.group(1) + " is missing; the prompt needs it");
            }
            String text = value.isTextual() ? value.textValue() : JsonText.write(value);
            places.appendReplacement(filled, Matcher.quoteReplacement(text));
        }
        return places.appendTail(filled).toString();
    }

    private Prompt() {}
}
