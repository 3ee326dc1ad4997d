package dev.trellis.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** {@code ./trellis} as a user types it, in an environment of its own. */
final class TrellisCommand {
    static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("trellis.root"), "trellis.root"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_SECONDS = 240;

    private final Map<String, String> environment;

    TrellisCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Runs it to its end. */
    Ran run(String... arguments) {
        return runFrom(Path.of("/dev/null"), arguments);
    }

    /** As {@link #run}, with a file as standard input. */
    Ran runFrom(Path input, String... arguments) {
        List<String> line = new ArrayList<>(List.of(ROOT.resolve("trellis").toString()));
        line.addAll(List.of(arguments));
        try {
            Path out = Files.createTempFile("trellis", ".out");
            Path err = Files.createTempFile("trellis", ".err");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(input.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        line + " did not end within " + LIMIT_SECONDS + " s; it said " + Files.readString(err));
            }
            Ran ran = new Ran(line, process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return ran;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + line + " ran", e);
        }
    }

    /** What a run left. */
    record Ran(List<String> line, int exit, String out, String err) {
        Ran expect(int expected) {
            if (exit != expected) {
                throw new AssertionError(line + " ended with " + exit + " instead of " + expected + "\n" + out + err);
            }
            return this;
        }

        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError(line + " printed no JSON: " + out + err, e);
            }
        }
    }
}
