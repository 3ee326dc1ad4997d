package dev.trellis.tde.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A command that is started for each message: the request on its standard input, the outcome on its standard output. Status 0 means
 * that the message is settled, any other that it should come again; an empty output says nothing.
 *
 * @param command for the shell {@code sh}
 * @param folder where it runs
 * @param environment added to that of this process
 */
public record CommandTransport(String command, Path folder, Map<String, String> environment) implements Transport {
    private static final long LAST_WORDS_SECONDS = 2;

    @Override
    public Reply deliver(String message, Duration patience) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", command))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<String> output =
                CompletableFuture.supplyAsync(() -> text(process), Thread::startVirtualThread);
        try {
            write(message, process);
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Reply.TooLate();
            }
        } finally {
            // Also when the caller was told to stop: what it started must not outlive it.
            end(process);
        }
        String said = output.join();
        if (process.exitValue() != 0) {
            return new Reply.Refused("exit status " + process.exitValue());
        }
        return said.isBlank() ? new Reply.Silent() : new Reply.Said(said);
    }

    private static void write(String message, Process process) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            // A command need not read what it does not care for; its status says whether it was content.
        }
    }

    private static String text(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            return "";
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        all.forEach(handle -> handle.onExit()
                .completeOnTimeout(handle, LAST_WORDS_SECONDS, TimeUnit.SECONDS)
                .join());
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
