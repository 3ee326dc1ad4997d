package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.Placeholders;
import dev.trellis.cli.frame.Surroundings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Variables from a file and from the command line. */
public final class InputOptions {
    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "JSON object of variables; $${name} in it is filled by --set.")
    @Nullable
    Path input;

    @Option(
            names = {"-v", "--var"},
            paramLabel = "NAME=VALUE",
            description = "A variable; the value is JSON, or text when it is not. Wins over the file.")
    Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--set", paramLabel = "NAME=TEXT", description = "Fills $${NAME} in the file.")
    Map<String, String> placeholders = new LinkedHashMap<>();

    /** The variables that are meant. */
    public ObjectNode read(Surroundings surroundings) {
        ObjectNode document = input == null
                ? Documents.object()
                : Documents.readObject(surroundings.folder().resolve(input), new Placeholders(placeholders));
        variables.forEach((name, value) -> document.set(name, value(value)));
        return document;
    }

    static JsonNode value(String text) {
        try {
            return Documents.read(text, "--var");
        } catch (CommandFailure notJson) {
            return Documents.text(text);
        }
    }
}
