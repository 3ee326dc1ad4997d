package dev.trellis.tde.child;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of argument templates. Each becomes exactly one argument, whatever the values are; and a value never becomes an
 * option, unless its template says that it may, or options have ended with {@code --} before it.
 */
public final class Arguments {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*(?:\\.[0-9]+)?)}");

    /** Linux takes no longer argument. */
    private static final int LONGEST_BYTES = 128 * 1024 - 1;

    private static final int MOST = 1000;

    /** Linux takes 2 MiB of arguments and variables together, each with its address (E2BIG beyond). */
    private static final int LONGEST_IN_ALL = 1024 * 1024;

    private static final int ADDRESS_BYTES = 8;

    private final Map<String, String> files;
    private final ObjectNode inputs;

    /**
     * @param inputs what {@code {name}} stands for
     * @param files paths that have a name of their own and win over an input of that name
     */
    public Arguments(ObjectNode inputs, Map<String, String> files) {
        this.inputs = inputs;
        this.files = files;
    }

    /** One argument of a template, as its author wrote it. */
    private record Part(String path, String template, boolean filled, boolean mayBeOption) {
        static Part read(String path, JsonNode element) {
            if (element.isTextual()) {
                return new Part(path, element.textValue(), true, false);
            }
            JsonFields fields = JsonFields.at(path, element);
            String literal = fields.optionalText("literal");
            Part part = literal != null
                    ? new Part(path, literal, false, true)
                    : new Part(path, fields.text("value"), true, fields.flag("option", false));
            fields.refuseRest();
            return part;
        }
    }

    /** The arguments of the setting {@code args}. */
    public List<String> of(JsonFields settings) throws TaskFailedException {
        List<Part> parts = settings.list("args", Part::read);
        if (parts.size() > MOST) {
            throw new WireFormatException(settings.pathOf("args"), "at most " + MOST + " arguments");
        }
        List<String> arguments = new ArrayList<>();
        boolean optionsEnded = false;
        for (Part part : parts) {
            arguments.add(part.filled() ? fill(part, optionsEnded) : part.template());
            optionsEnded |= part.template().equals("--");
        }
        requireRoom(settings, arguments);
        return arguments;
    }

    private static void requireRoom(JsonFields settings, List<String> arguments) throws TaskFailedException {
        int sum = arguments.stream()
                .mapToInt(argument -> argument.getBytes(StandardCharsets.UTF_8).length + 1 + ADDRESS_BYTES)
                .sum();
        if (sum > LONGEST_IN_ALL) {
            throw TaskFailedException.permanent(
                    "argument_refused",
                    "%s: all arguments together take at most %d bytes, these take %d; give long values by stdin"
                            .formatted(settings.pathOf("args"), LONGEST_IN_ALL, sum));
        }
    }

    private String fill(Part part, boolean optionsEnded) throws TaskFailedException {
        StringBuilder filled = new StringBuilder();
        Matcher places = PLACE.matcher(part.template());
        boolean startsWithValue = places.lookingAt();
        places.reset();
        while (places.find()) {
            places.appendReplacement(filled, Matcher.quoteReplacement(value(places.group(1), part)));
        }
        String argument = places.appendTail(filled).toString();
        if (startsWithValue && argument.startsWith("-") && !part.mayBeOption() && !optionsEnded) {
            throw refused(
                    part,
                    "the value " + Shown.of(argument)
                            + " would be read as an option; put the argument after \"--\", or declare {value, option: true}");
        }
        if (argument.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw refused(part, "an argument takes at most " + LONGEST_BYTES + " bytes; give long values by stdin");
        }
        return argument;
    }

    private String value(String name, Part part) throws TaskFailedException {
        String file = files.get(name);
        if (file != null) {
            return file;
        }
        JsonNode value = inputs.get(name);
        if (value == null || !value.isValueNode() || value.isNull()) {
            throw refused(
                    part,
                    "{" + name + "} is " + (value == null || value.isNull() ? "missing" : "no single value")
                            + " in $.inputs; an argument takes a text, a number, true or false");
        }
        String text = value.asText();
        if (!isPlain(text)) {
            throw refused(part, "{" + name + "} is " + Shown.of(text) + ", which holds a NUL or half a character");
        }
        return text;
    }

    /** What a program can be given: no NUL, which would end the argument, and nothing that is no UTF-8. */
    public static boolean isPlain(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static TaskFailedException refused(Part part, String why) {
        return TaskFailedException.permanent("argument_refused", part.path() + ": " + why);
    }
}
