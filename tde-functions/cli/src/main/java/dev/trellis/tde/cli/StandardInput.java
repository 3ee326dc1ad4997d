package dev.trellis.tde.cli;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.child.RequestDocument;
import dev.trellis.tde.child.RunFolder;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a program reads from its standard input, by the setting {@code stdin}. */
enum StandardInput {
    /** Nothing. */
    NONE,
    /** The inputs, as JSON. */
    INPUTS,
    /** One input that is a text, named by the setting {@code stdin_input}. */
    TEXT,
    /** What scripts read: inputs, artifacts and the task. */
    REQUEST,
    /** The first artifact. */
    ARTIFACT;

    /** The file that the program's standard input is read from. */
    static Path of(TaskScope scope, RunFolder folder) throws IOException, TaskFailedException {
        JsonFields settings = scope.settings();
        return switch (settings.word("stdin", StandardInput.class, NONE)) {
            case NONE -> Path.of("/dev/null");
            case INPUTS -> write(folder, JsonText.write(scope.inputs()));
            case TEXT -> write(folder, text(scope, settings.text("stdin_input")));
            case REQUEST -> write(folder, RequestDocument.of(scope, folder.out()));
            case ARTIFACT -> artifact(scope);
        };
    }

    private static String text(TaskScope scope, String name) throws TaskFailedException {
        var value = scope.inputs().get(name);
        if (value == null || !value.isTextual()) {
            throw TaskFailedException.permanent(
                    "invalid_input", "$.inputs." + name + " must be a text; standard input is made of it");
        }
        return value.textValue();
    }

    private static Path artifact(TaskScope scope) throws TaskFailedException {
        if (scope.artifactsIn().isEmpty()) {
            throw TaskFailedException.permanent(
                    "invalid_input", "the task has no artifact; standard input is made of the first");
        }
        return scope.artifactsIn().getFirst().path();
    }

    private static Path write(RunFolder folder, String text) throws IOException {
        return Files.writeString(folder.root().resolve("stdin"), text);
    }
}
