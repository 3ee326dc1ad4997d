package dev.trellis.tde.python;

import dev.trellis.tde.python.ScriptEnd.Excess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** A running script, with everything that it has started. */
final class ScriptProcess {
    static final int ERROR_TAIL_BYTES = 8 * 1024;

    private static final long DISK_CHECK_MILLIS = 200;
    private static final long LAST_OUTPUT_MILLIS = 2000;

    private final Process process;
    private final RunFolder folder;
    private final ScriptLimits limits;
    private final long startedNanos = System.nanoTime();
    private final AtomicReference<Excess> killedFor = new AtomicReference<>();
    private final OutputReader output;
    private final OutputReader error;

    private ScriptProcess(Process process, RunFolder folder, ScriptLimits limits) {
        this.process = process;
        this.folder = folder;
        this.limits = limits;
        this.output = new OutputReader(
                        process.getInputStream(),
                        limits.outputBytes(),
                        OutputReader.Keep.HEAD,
                        () -> killFor(Excess.OUTPUT))
                .start();
        this.error =
                new OutputReader(process.getErrorStream(), ERROR_TAIL_BYTES, OutputReader.Keep.TAIL, () -> {}).start();
    }

    /**
     * Starts a command in the work folder, with nothing of this function's environment.
     *
     * @param input a file that becomes its standard input
     */
    static ScriptProcess start(List<String> command, RunFolder folder, Path input, ScriptLimits limits)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.work().toFile())
                .redirectInput(Redirect.from(input.toFile()));
        builder.environment().clear();
        String home = folder.work().toString();
        builder.environment()
                .putAll(Map.of(
                        "PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", home, "TMPDIR", home));
        return new ScriptProcess(builder.start(), folder, limits);
    }

    /** Waits until the script and all that it has started are gone. */
    ScriptEnd await() throws IOException, InterruptedException {
        try {
            while (!process.waitFor(DISK_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                checkDisk();
            }
            checkDisk();
            byte[] printed = output.await(LAST_OUTPUT_MILLIS);
            String tail = new String(error.await(LAST_OUTPUT_MILLIS), StandardCharsets.UTF_8);
            Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
            return new ScriptEnd(process.exitValue(), printed, tail, killedFor.get(), took);
        } finally {
            kill();
        }
    }

    /** Kills the script and all that it has started; harmless when they are gone. */
    void kill() {
        // The first process of the namespace takes all others with it. Without one, the tree and the session are what
        // can be seen.
        Stream.concat(process.descendants(), Session.members(process.pid()))
                .toList()
                .forEach(stray -> {
                    var unused = stray.destroyForcibly();
                });
        var unused = process.destroyForcibly();
    }

    private void killFor(Excess excess) {
        killedFor.set(excess);
        kill();
    }

    private void checkDisk() throws IOException {
        if (folder.writtenBytes() > limits.diskBytes()) {
            killFor(Excess.DISK);
        }
    }
}
