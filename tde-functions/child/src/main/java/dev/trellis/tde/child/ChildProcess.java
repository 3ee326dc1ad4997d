package dev.trellis.tde.child;

import dev.trellis.tde.child.ChildEnd.Excess;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A running child process, with everything that it has started. */
final class ChildProcess {
    private static final System.Logger LOG = System.getLogger(ChildProcess.class.getName());

    private static final long CHECK_MILLIS = 100;
    private static final long LAST_OUTPUT_MILLIS = 2000;
    private static final long KILL_CHECK_MILLIS = 5;
    private static final int MOST_ROUNDS = 50;

    private final Process process;
    private final RunFolder folder;
    private final ChildLimits limits;
    private final boolean mayStray;
    private final long startedNanos = System.nanoTime();
    private final AtomicReference<Excess> killedFor = new AtomicReference<>();
    private final Set<ProcessHandle> killed = ConcurrentHashMap.newKeySet();
    private final OutputReader output;
    private final OutputReader error;

    private ChildProcess(Process process, RunFolder folder, ChildLimits limits, boolean mayStray) {
        this.process = process;
        this.folder = folder;
        this.limits = limits;
        this.mayStray = mayStray;
        this.output = new OutputReader(
                        process.getInputStream(),
                        limits.outputBytes(),
                        OutputReader.Keep.HEAD,
                        () -> killFor(Excess.OUTPUT))
                .start();
        this.error = new OutputReader(process.getErrorStream(), ErrorTail.KEPT_BYTES, OutputReader.Keep.TAIL, () -> {})
                .start();
    }

    /**
     * Starts a command in the work folder, with nothing of this function's environment.
     *
     * @param words the whole command, confinement included
     * @param mayStray whether its processes can leave it behind, since no process namespace holds them
     */
    static ChildProcess start(
            List<String> words, ChildCommand command, RunFolder folder, ChildLimits limits, boolean mayStray)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.work().toFile())
                .redirectInput(Redirect.from(command.input().toFile()));
        if (command.output() != null) {
            var unused = builder.redirectOutput(command.output().toFile());
        }
        String home = folder.work().toString();
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8"));
        environment.putAll(command.environment());
        environment.putAll(Map.of("HOME", home, "TMPDIR", home));
        return new ChildProcess(builder.start(), folder, limits, mayStray);
    }

    /**
     * Waits until the child and all that it has started are gone.
     *
     * @param withoutSecrets takes out of its last words what it was told in confidence
     */
    ChildEnd await(UnaryOperator<String> withoutSecrets) throws IOException, InterruptedException {
        try {
            while (!process.waitFor(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                checkDisk();
                checkMemory();
            }
            checkDisk();
            byte[] printed = output.await(LAST_OUTPUT_MILLIS);
            String tail = ErrorTail.of(error.await(LAST_OUTPUT_MILLIS), withoutSecrets);
            Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
            return new ChildEnd(process.exitValue(), printed, tail, killedFor.get(), took);
        } finally {
            kill();
            awaitKilled();
        }
    }

    /** The first process of a namespace is gone only when all others are. */
    private void awaitKilled() throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_OUTPUT_MILLIS);
        for (ProcessHandle one : killed) {
            while (one.isAlive() && !Strays.isDefunct(one.pid())) {
                if (System.nanoTime() > limit) {
                    LOG.log(Level.WARNING, "process {0} was killed and is still there", one.pid());
                    break;
                }
                // Looked at rather than waited for: the JDK looks at a process that is no child of its own every 300
                // ms.
                TimeUnit.MILLISECONDS.sleep(KILL_CHECK_MILLIS);
            }
        }
    }

    /** Kills the child and all that it has started; harmless when they are gone. */
    void kill() {
        // The first process of the namespace takes all others with it. Without one, the tree and what strays from it
        // are
        // killed until none is found, since they may fork meanwhile.
        int rounds = mayStray ? MOST_ROUNDS : 1;
        for (int round = 0; round < rounds; round++) {
            List<ProcessHandle> found = descendants().toList();
            killed.addAll(found);
            found.forEach(stray -> {
                var unused = stray.destroyForcibly();
            });
            if (found.isEmpty()) {
                break;
            }
        }
        var unused = process.destroyForcibly();
    }

    private Stream<ProcessHandle> descendants() {
        Stream<ProcessHandle> tree = process.descendants();
        return mayStray
                ? Stream.concat(tree, Strays.of(process.pid(), folder.work())).filter(ProcessHandle::isAlive)
                : tree;
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

    private void checkMemory() {
        if (Resident.bytesOf(process.descendants()) > limits.runMemoryBytes()) {
            killFor(Excess.MEMORY);
        }
    }
}
