package dev.trellis.bench.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory from {@code /proc}. */
final class ResidentMemory {
    /** Of all processes of a platform; pages that several share count for each. */
    static double megabytes(LocalPlatform platform) throws IOException {
        double all = megabytes(platform.daemon());
        for (ProcessHandle process : platform.daemon().descendants().toList()) {
            all += megabytes(process);
        }
        return all;
    }

    static double megabytes(ProcessHandle process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToDouble(kilobytes -> Double.parseDouble(kilobytes) / 1024)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no VmRSS in " + status));
    }

    private ResidentMemory() {}
}
