package dev.trellis.bench.platform;

import dev.trellis.bench.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program of the local platform, run on a state folder and on ports of its own. */
final class LocalProgram {
    static final int PORT_OFFSET = 2_000;
    private static final long LIMIT_SECONDS = 180;

    private final Surroundings surroundings;
    private final Path state;
    private final Map<String, String> settings;

    LocalProgram(Surroundings surroundings, Path state) {
        this(surroundings, state, Map.of());
    }

    /** @param settings {@code TRELLIS_*} variables of the platform */
    LocalProgram(Surroundings surroundings, Path state, Map<String, String> settings) {
        this.surroundings = surroundings;
        this.state = state;
        this.settings = Map.copyOf(settings);
    }

    /** Runs one command to its end; fails with the log's place when it does not succeed. */
    void run(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath(), "dev.trellis.infra.local.LocalMain", name));
        command.addAll(List.of(
                "--state", state.toString(), "--root", surroundings.repository().toString()));
        command.addAll(List.of(arguments));
        File log = surroundings.scratch().resolve("local-" + name + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().put("TRELLIS_PORT_OFFSET", Integer.toString(PORT_OFFSET));
        builder.environment().putAll(settings);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "trellis " + name + " did not end within " + LIMIT_SECONDS + " s; see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("trellis " + name + " ended with " + process.exitValue() + "; see " + log);
        }
    }

    private String classPath() throws IOException {
        Path target = surroundings.built("infra/local/target");
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file ->
                            file.getFileName().toString().matches("trellis-infra-local-[\\d.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("the local platform is not built; run ./trellis build"));
            return jar + File.pathSeparator + target.resolve("lib") + "/*";
        }
    }
}
