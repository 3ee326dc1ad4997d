package dev.trellis.bench.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** CPU time that the platform's processes have used so far, by part; from {@code /proc}, in ticks of 10 ms. */
final class CpuTimes {
    private static final double TICKS_A_SECOND = 100;
    /** Fields of {@code /proc/PID/stat} behind the name: user and system time, then those of children that ended. */
    private static final int USER = 11;

    /** The parts of a platform. */
    enum Part {
        HOST,
        DATABASE,
        ORCHESTRATOR,
        FUNCTIONS,
        /** Queues, tables, objects and the function runner, all in the daemon's process; on a cloud they are the provider's. */
        CLOUD
    }

    private final LocalPlatform platform;

    CpuTimes(LocalPlatform platform) {
        this.platform = platform;
    }

    /** Seconds by part. What ended is counted with the daemon that waited for it, so let processes live over a measurement. */
    Map<Part, Double> seconds() throws IOException {
        Map<Part, Double> seconds = new EnumMap<>(Part.class);
        ProcessHandle daemon = platform.daemon();
        double unused = seconds.merge(Part.CLOUD, of(daemon), Double::sum);
        for (ProcessHandle process : daemon.descendants().toList()) {
            unused = seconds.merge(part(CommandLines.of(process)), of(process), Double::sum);
        }
        return seconds;
    }

    /** Seconds that passed since an earlier look. */
    static double since(Map<Part, Double> before, Map<Part, Double> after, Part part) {
        return after.getOrDefault(part, 0.0) - before.getOrDefault(part, 0.0);
    }

    private static Part part(String commandLine) {
        if (commandLine.contains("quarkus-run.jar")) {
            return Part.HOST;
        }
        // Functions that speak to it have the name of its driver in their class paths.
        if (commandLine.matches("(\\S*/bin/postgres |postgres: ).*")) {
            return Part.DATABASE;
        }
        return commandLine.contains("/pdo/") ? Part.ORCHESTRATOR : Part.FUNCTIONS;
    }

    private static double of(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            List<String> fields = Stream.of(
                            stat.substring(stat.lastIndexOf(')') + 2).split(" "))
                    .toList();
            return (Long.parseLong(fields.get(USER)) + Long.parseLong(fields.get(USER + 1))) / TICKS_A_SECOND;
        } catch (IOException gone) {
            return 0;
        }
    }
}
