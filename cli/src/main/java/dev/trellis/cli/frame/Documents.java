package dev.trellis.cli.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes JSON documents. */
public final class Documents {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Documents() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** A text as a JSON string. */
    public static JsonNode text(String text) {
        return MAPPER.getNodeFactory().textNode(text);
    }

    /**
     * Reads a document.
     *
     * @param source named in the error
     * @throws CommandFailure when the text is no JSON, with line and column, or names half a character
     */
    public static JsonNode read(String text, String source) {
        try {
            JsonNode document = MAPPER.readTree(text);
            // Only an escape can name half a character, and sending it would make a question mark of it.
            if (text.contains("\\u")) {
                var unused = JsonText.parse(text);
            }
            return document;
        } catch (WireFormatException half) {
            throw new CommandFailure(ExitCode.USAGE, source + ": " + half.getMessage());
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new CommandFailure(ExitCode.USAGE, source + where + ": not valid JSON: " + e.getOriginalMessage());
        }
    }

    /** Reads a file as a JSON object, after {@code replacements} of placeholders in its text. */
    public static ObjectNode readObject(Path file, Placeholders replacements) {
        JsonNode document = read(replacements.fill(readText(file)), file.toString());
        if (document instanceof ObjectNode object) {
            return object;
        }
        throw new CommandFailure(ExitCode.USAGE, file + ": a JSON object is expected at the top");
    }

    /** Reads a text file. */
    public static String readText(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file " + file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, "cannot read " + file + ": " + e.getMessage());
        }
    }

    /** The document over several lines. */
    public static String pretty(JsonNode document) {
        return document.toPrettyString();
    }
}
