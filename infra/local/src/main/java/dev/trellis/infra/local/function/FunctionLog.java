package dev.trellis.infra.local.function;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;

/** The log file of one function, written by all its processes, each line with the time and the process number; one old file is kept. */
final class FunctionLog {

    private final Path file;
    private final long rotateAt;
    private final InstantSource clock;

    FunctionLog(Path file, long rotateAtBytes, InstantSource clock) {
        this.file = file;
        this.rotateAt = rotateAtBytes;
        this.clock = clock;
    }

    Path file() {
        return file;
    }

    /** Copies what a process writes, line by line, until it closes its output; returns at once. */
    void follow(long pid, InputStream output) {
        Thread.ofPlatform().daemon().name("log-" + pid).start(() -> copy(pid, output));
    }

    private void copy(long pid, InputStream output) {
        try (var lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                append("[%d] %s".formatted(pid, line));
            }
        } catch (IOException e) {
            append("[%d] output ends: %s".formatted(pid, e.getMessage()));
        }
    }

    /** Adds one line of the runner's own. */
    synchronized void append(String line) {
        try {
            if (Files.exists(file) && Files.size(file) > rotateAt) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            String text = clock.instant() + " " + line + System.lineSeparator();
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
