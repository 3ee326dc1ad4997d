package dev.trellis.infra.local.service;

import dev.trellis.infra.local.platform.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The lock file of a PostgreSQL cluster whose server was killed, or lost its parent. */
final class StaleLock {

    private StaleLock() {}

    /**
     * Frees the cluster: ends a server of ours that still runs on it, and removes a lock whose number now belongs to another
     * program, which PostgreSQL itself would take for a running server.
     */
    static void clear(Path data, Path program) throws IOException {
        Path lock = data.resolve("postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        String first = Files.readAllLines(lock).stream().findFirst().orElse("").trim();
        if (!first.matches("\\d+")) {
            Files.deleteIfExists(lock);
            return;
        }
        Optional<ProcessHandle> holder = ProcessHandle.of(Long.parseLong(first));
        if (holder.filter(process -> runs(process, program)).isPresent()) {
            ProcessTree.end(holder.get(), Duration.ofSeconds(5));
        }
        Files.deleteIfExists(lock);
    }

    private static boolean runs(ProcessHandle process, Path program) {
        return process.info().command().filter(program.toString()::equals).isPresent();
    }
}
