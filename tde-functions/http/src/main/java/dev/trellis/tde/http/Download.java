package dev.trellis.tde.http;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the body of a successful answer goes instead of memory.
 *
 * @param name of the artifact
 * @param file in the folder of the attempt
 */
record Download(String name, Path file) {
    /** Null unless the setting {@code save_as} names a file. */
    static @Nullable Download of(JsonFields settings, Path folder) {
        String name = settings.optionalText("save_as");
        if (name == null) {
            return null;
        }
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")) {
            throw new WireFormatException(
                    "$.settings.save_as", "expected a file name such as report.pdf, found " + name);
        }
        if (settings.has("response") || settings.has("answer_schema")) {
            throw new WireFormatException(
                    "$.settings.save_as",
                    "an answer that is saved is not read: response and answer_schema cannot stand beside");
        }
        return new Download(name, folder.resolve("answer.part"));
    }
}
