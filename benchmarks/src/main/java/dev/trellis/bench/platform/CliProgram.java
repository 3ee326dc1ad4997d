package dev.trellis.bench.platform;

import dev.trellis.bench.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The {@code trellis} command on the platform of a state folder. */
public final class CliProgram {
    private final Surroundings surroundings;
    private final Path state;

    public CliProgram(Surroundings surroundings, Path state) {
        this.surroundings = surroundings;
        this.state = state;
    }

    /** Runs one command to its end and returns the seconds that took; fails when it does not succeed. */
    public double run(Duration limit, String... arguments) throws IOException, InterruptedException {
        File log =
                surroundings.scratch().resolve("cli-" + arguments[0] + ".log").toFile();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(surroundings.scratch().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().put("TRELLIS_STATE", state.toString());
        builder.environment().put("TRELLIS_ROOT", surroundings.repository().toString());
        builder.environment().put("TRELLIS_PORT_OFFSET", Integer.toString(LocalProgram.PORT_OFFSET));
        long began = System.nanoTime();
        Process process = builder.start();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("trellis " + arguments[0] + " did not end in time; see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "trellis " + arguments[0] + " ended with " + process.exitValue() + "; see " + log);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private Path jar() throws IOException {
        try (Stream<Path> files = Files.list(surroundings.built("cli/target"))) {
            return files.filter(file -> file.getFileName().toString().matches("trellis-cli-[\\d.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the command is not built; run ./trellis build"));
        }
    }
}
