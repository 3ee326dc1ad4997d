package dev.trellis.bench.chaos;

import dev.trellis.bench.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs processes on a platform of its own while its parts are killed, and reports. Exit codes: 0 everything held, 1 something was lost,
 * doubled or left unfinished, 2 wrong arguments.
 */
public final class Chaos {
    public static void main(String[] arguments) throws Exception {
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(ChaosOptions.USAGE);
            System.exit(2);
            return;
        }
        Path state = options.state();
        Path scratch = state == null
                ? Files.createTempDirectory("trellis-chaos")
                : Files.createTempDirectory(Files.createDirectories(state), "trellis-chaos");
        Path packages = options.repository().resolve(".trellis-build/functions");
        Surroundings surroundings = new Surroundings(options.repository(), packages, scratch, 1);
        System.err.println("seed " + options.seed() + ", logs and data in " + scratch);
        ChaosReport report;
        try (ChaosRun run = new ChaosRun(surroundings, options, System.err::println)) {
            report = run.run();
        }
        System.out.print(options.json() ? report.json() + System.lineSeparator() : report.text());
        System.out.flush();
        System.exit(report.verdict().holds() && report.killed() >= options.kills() ? 0 : 1);
    }

    private Chaos() {}
}
