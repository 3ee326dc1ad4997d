package dev.trellis.cli.local;

import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The program of the local platform, run as a child process. */
public final class LocalProgram {
    private static final String MAIN = "dev.trellis.infra.local.LocalMain";
    private static final int NOT_RUNNING = 3;

    private final Surroundings surroundings;
    private final Path state;

    /** The program for the platform of a state folder. */
    public LocalProgram(Surroundings surroundings, Path state) {
        this.surroundings = surroundings;
        this.state = state;
    }

    /** Runs it on this terminal and returns the exit code. */
    public int run(List<String> arguments) {
        return exitCode(start(builder(arguments).inheritIO()));
    }

    /** Runs it and hands each line of its output over; returns the exit code. */
    public int run(List<String> arguments, Consumer<String> lines) {
        Process process = start(builder(arguments).redirectError(ProcessBuilder.Redirect.INHERIT));
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "the local platform's program broke off: " + e.getMessage());
        }
        return exitCode(process);
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // None where standard input is no terminal, in newer Java too.
                "-Djdk.console=java.base",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath()));
        command.add(MAIN);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(surroundings.folder().toFile());
        builder.environment().put("TRELLIS_STATE", state.toAbsolutePath().toString());
        builder.environment().put("TRELLIS_ROOT", surroundings.repository().toString());
        return builder;
    }

    private String classPath() {
        Path target = surroundings.repository().resolve("infra/local/target");
        try (Stream<Path> files = Files.list(target)) {
            Path jar = files.filter(file ->
                            file.getFileName().toString().matches("trellis-infra-local-[^-]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(LocalProgram::notBuilt);
            return jar + ":" + target.resolve("lib") + "/*";
        } catch (IOException e) {
            throw notBuilt();
        }
    }

    private static CommandFailure notBuilt() {
        return new CommandFailure(ExitCode.UNAVAILABLE, "the local platform is not built", "Build it: ./trellis build");
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot start the local platform's program: " + e.getMessage());
        }
    }

    private static int exitCode(Process process) {
        try {
            int code = process.waitFor();
            return code == NOT_RUNNING ? ExitCode.UNAVAILABLE : code;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }
}
