package dev.trellis.bench.platform;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** CPU time that the platform's processes have used so far, by part. */
final class CpuTimes {
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
        double unused = seconds.merge(Part.CLOUD, ProcessCpu.seconds(daemon), Double::sum);
        for (ProcessHandle process : daemon.descendants().toList()) {
            unused = seconds.merge(part(CommandLines.of(process)), ProcessCpu.seconds(process), Double::sum);
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
}
