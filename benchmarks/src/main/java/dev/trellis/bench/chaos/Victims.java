package dev.trellis.bench.chaos;

import dev.trellis.bench.platform.CommandLines;
import dev.trellis.bench.platform.LocalPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The platform's processes, as targets of {@code kill}. */
final class Victims {
    private static final Duration GONE = Duration.ofSeconds(5);

    private final LocalPlatform platform;
    private final RandomGenerator random;

    Victims(LocalPlatform platform, RandomGenerator random) {
        this.platform = platform;
        this.random = random;
    }

    /** The engine host that the platform itself keeps. */
    Optional<ProcessHandle> host() throws IOException {
        return any("quarkus-run.jar");
    }

    Optional<ProcessHandle> orchestrator() throws IOException {
        return any("/pdo/");
    }

    /** One of the processes that execute tasks. */
    Optional<ProcessHandle> function() throws IOException {
        return any("/http/");
    }

    /** The first process of PostgreSQL. */
    Optional<ProcessHandle> postmaster() throws IOException {
        return platform.daemon()
                .descendants()
                .filter(process -> CommandLines.of(process).matches("\\S*/postgres -D .*"))
                .findFirst();
    }

    ProcessHandle daemon() throws IOException {
        return platform.daemon();
    }

    private Optional<ProcessHandle> any(String word) throws IOException {
        List<ProcessHandle> found = platform.daemon()
                .descendants()
                .filter(process -> CommandLines.of(process).contains(word))
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(random.nextInt(found.size())));
    }

    /** Kills at once and returns when the process is gone. */
    static void kill(ProcessHandle process) {
        boolean unused = process.destroyForcibly();
        var gone = process.onExit().completeOnTimeout(process, GONE.toMillis(), TimeUnit.MILLISECONDS);
        var ended = gone.join();
        if (ended.isAlive()) {
            throw new IllegalStateException("process " + process.pid() + " survived kill -9");
        }
    }

    /** Sends a signal by its name, for example {@code STOP}. */
    static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        int unused = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
