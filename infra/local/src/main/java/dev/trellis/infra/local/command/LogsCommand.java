package dev.trellis.infra.local.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the end of a log: of the cloud, the engine host, the database or one function. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Prints a log.")
final class LogsCommand implements Callable<Integer> {

    private static final int CHUNK = 64 * 1024;

    @Mixin
    private Place place;

    @Parameters(
            arity = "0..1",
            description = "cloud, engine-host, postgres or a function's name; without: the names of all logs.")
    private @Nullable String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing what is added.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (name == null) {
            names().forEach(System.out::println);
            return ExitCode.DONE;
        }
        Path log = file(name);
        if (!Files.exists(log)) {
            System.err.printf("there is no log '%s'; there are: %s%n", name, String.join(", ", names()));
            return ExitCode.FAILED;
        }
        print(log);
        return ExitCode.DONE;
    }

    private Path file(String log) throws IOException {
        Path ours = place.state().logs().resolve(log + ".log").normalize();
        boolean inside = ours.startsWith(place.state().logs());
        return inside && Files.exists(ours) ? ours : place.state().functionLog(log.replace('/', '_'));
    }

    private List<String> names() throws IOException {
        Path logs = place.state().logs();
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(logs, 2)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".log"))
                    .map(file -> file.substring(0, file.length() - ".log".length()))
                    .sorted()
                    .toList();
        }
    }

    private void print(Path log) throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - CHUNK));
            byte[] chunk = new byte[CHUNK];
            while (true) {
                int read = file.read(chunk);
                if (read > 0) {
                    System.out.print(new String(chunk, 0, read, StandardCharsets.UTF_8));
                } else if (follow) {
                    System.out.flush();
                    TimeUnit.MILLISECONDS.sleep(200);
                } else {
                    return;
                }
            }
        }
    }
}
