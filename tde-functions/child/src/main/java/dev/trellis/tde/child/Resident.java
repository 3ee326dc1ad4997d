package dev.trellis.tde.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of processes that stands in RAM and belongs to no file, as Linux tells under {@code /proc}. */
final class Resident {
    private static final long KIB = 1024;

    /** The sum over processes, in bytes; one that is gone counts nothing. */
    static long bytesOf(Stream<ProcessHandle> processes) {
        return processes.mapToLong(process -> bytesOf(process.pid())).sum();
    }

    private static long bytesOf(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:") || line.startsWith("RssShmem:"))
                    .mapToLong(line -> KIB * Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    private Resident() {}
}
