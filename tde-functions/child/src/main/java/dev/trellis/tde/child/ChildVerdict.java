package dev.trellis.tde.child;

import dev.trellis.tde.runtime.TaskFailedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the end of a child process means, as far as that does not depend on what it ran. */
public final class ChildVerdict {
    private static final int FIRST_SIGNAL = 128;
    private static final int KILLED = FIRST_SIGNAL + 9;
    private static final int OUT_OF_CPU_TIME = FIRST_SIGNAL + 24;
    private static final int FILE_TOO_LARGE = FIRST_SIGNAL + 25;

    /** How programs say that they got no memory. */
    private static final List<String> NO_MEMORY = List.of(
            "MemoryError",
            "JavaScript heap out of memory",
            "Array buffer allocation failed",
            "Cannot allocate memory",
            "cannot allocate ",
            "memory exhausted",
            "Out of memory",
            "out of memory");

    private final String what;
    private final ChildLimits limits;

    /** @param what how the child is called in codes and messages, for example {@code script} */
    public ChildVerdict(String what, ChildLimits limits) {
        this.what = what;
        this.limits = limits;
    }

    /** Complains when the child was killed for a limit that the runner watches. */
    public void requireWithinLimits(ChildEnd end) throws TaskFailedException {
        if (end.killedFor() != null) {
            throw tooMuch(end.killedFor());
        }
    }

    private TaskFailedException tooMuch(ChildEnd.Excess excess) {
        return switch (excess) {
            case OUTPUT ->
                TaskFailedException.permanent(
                        "output_too_large",
                        "the %s printed more than %d bytes; large results belong in a file of artifacts_out_dir"
                                .formatted(what, limits.outputBytes()));
            case DISK ->
                TaskFailedException.permanent(
                        "disk_limit",
                        "the %s wrote more than %d MB of files, or folders in folders without end"
                                .formatted(what, limits.disk().allMb()));
            case MEMORY ->
                TaskFailedException.permanent(
                        "memory_limit",
                        "the processes of the %s took more than %d MB of memory together"
                                .formatted(what, limits.memory().runMb()));
        };
    }

    /** The failure by a limit or a signal; null when the exit status is the child's own. */
    public @Nullable TaskFailedException stopped(ChildEnd end) {
        if (isOutOfCpuTime(end)) {
            return TaskFailedException.permanent(
                    "cpu_limit", "the %s used more than %d s of CPU time".formatted(what, limits.cpuSeconds()));
        }
        if (saysNoMemory(end)) {
            return TaskFailedException.permanent(
                    "memory_limit",
                    "the %s needs more than %d MB of memory%s"
                            .formatted(what, limits.memory().processMb(), tail(end)));
        }
        if (end.exitCode() == FILE_TOO_LARGE) {
            return TaskFailedException.permanent(
                    "disk_limit",
                    "the %s wrote a file of more than %d MB%s"
                            .formatted(what, limits.disk().fileMb(), tail(end)));
        }
        if (end.exitCode() > FIRST_SIGNAL) {
            return TaskFailedException.passing(
                    what + "_killed",
                    "signal %d ended the %s%s".formatted(end.exitCode() - FIRST_SIGNAL, what, tail(end)));
        }
        return null;
    }

    /** A child that ignores the signal is killed a second later. */
    private boolean isOutOfCpuTime(ChildEnd end) {
        boolean ignored = end.exitCode() == KILLED && end.took().toSeconds() > limits.cpuSeconds();
        return end.exitCode() == OUT_OF_CPU_TIME || ignored;
    }

    private static boolean saysNoMemory(ChildEnd end) {
        return end.exitCode() != 0 && NO_MEMORY.stream().anyMatch(end.errorTail()::contains);
    }

    /** The end of standard error as the end of a sentence. */
    public static String tail(ChildEnd end) {
        return end.errorTail().isBlank()
                ? " and printed nothing on standard error"
                : "; standard error ends with:\n" + end.errorTail().strip();
    }
}
