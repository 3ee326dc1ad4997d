package dev.trellis.examples.wildlife;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs commands as a user types them, against a platform of its own.
 *
 * @param environment on top of this process's
 */
record Command(Map<String, String> environment) {
    record Result(int exitCode, String output) {
        JsonNode json() throws IOException {
            return Script.JSON.readTree(output);
        }
    }

    /** {@code ./trellis ARGUMENTS}; what it says beside its result goes to the test's log. */
    Result trellis(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Example.repository().resolve("trellis").toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    Result run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Example.folder().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
