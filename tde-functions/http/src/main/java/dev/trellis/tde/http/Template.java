package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.tde.runtime.TaskFailedException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with {@code {name}} where an input is put in. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final ObjectNode inputs;

    Template(ObjectNode inputs) {
        this.inputs = inputs;
    }

    /**
     * An address. Inputs are percent-encoded, so that none can become another part of it; only an input that stands at the
     * very start, where the scheme would be, gives the beginning of an address as it is.
     */
    String address(String template) throws TaskFailedException {
        Matcher start = PLACE.matcher(template);
        if (start.lookingAt()) {
            return value(start.group(1)) + fill(template.substring(start.end()), Template::encoded);
        }
        return fill(template, Template::encoded);
    }

    /** A text with the inputs as they are. */
    String text(String template) throws TaskFailedException {
        return fill(template, UnaryOperator.identity());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String fill(String template, UnaryOperator<String> encoding) throws TaskFailedException {
        StringBuilder filled = new StringBuilder();
        Matcher places = PLACE.matcher(template);
        while (places.find()) {
            String value = encoding.apply(value(places.group(1)));
            places.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return places.appendTail(filled).toString();
    }

    private String value(String name) throws TaskFailedException {
        JsonNode value = inputs.get(name);
        if (value == null || value.isNull()) {
            throw TaskFailedException.permanent("invalid_input", "$.inputs." + name + " is missing; the call needs it");
        }
        return Values.text(value);
    }
}
