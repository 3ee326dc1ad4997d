package dev.trellis.contract.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Messages that hold the contract still, and the schemas that they obey. */
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String SCHEMAS = "/dev/trellis/contract/schema/v1/";

    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** The files of one kind of message. */
    static List<Path> files(String kind) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
            return files.sorted().toList();
        } catch (IOException missing) {
            throw new UncheckedIOException("golden files of " + kind, missing);
        }
    }

    static List<String> kinds() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException("golden files", missing);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file.toString(), unreadable);
        }
    }

    static JsonNode schema(String kind) {
        try (var in = Golden.class.getResourceAsStream(SCHEMAS + kind + ".schema.json")) {
            if (in == null) {
                throw new IllegalStateException("no schema of " + kind);
            }
            return JsonText.parse(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(kind, unreadable);
        }
    }

    /** What the schema of a kind says against a message. */
    static Set<ValidationMessage> violations(String kind, String text) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(schema(kind), CONFIG)
                .validate(JsonText.parse(text));
    }

    private Golden() {}
}
