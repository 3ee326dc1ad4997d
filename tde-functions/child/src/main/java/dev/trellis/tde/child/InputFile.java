package dev.trellis.tde.child;

import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that a child reads, as a file in UTF-8. */
public final class InputFile {
    /** Writes it; half a character, which JSON can name and UTF-8 cannot, is refused. */
    public static Path write(Path file, String text) throws IOException, TaskFailedException {
        try {
            return Files.writeString(file, text);
        } catch (CharacterCodingException half) {
            throw TaskFailedException.permanent(
                    "invalid_input",
                    "$.inputs holds half a character (a lone surrogate), which UTF-8 cannot say",
                    half);
        }
    }

    private InputFile() {}
}
