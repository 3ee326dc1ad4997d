package dev.trellis.tde.child;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a child process ended.
 *
 * @param exitCode its exit status; 128 + n when signal n ended it
 * @param output standard output, complete unless {@code killedFor} says that there was too much; empty when it went to a file
 * @param errorTail the end of standard error
 * @param killedFor the limit for which the runner killed it, null when it ended by itself or by the machine's doing
 * @param took wall time
 */
public record ChildEnd(
        int exitCode,
        byte[] output,
        String errorTail,
        @Nullable Excess killedFor,
        Duration took) {
    /** Limits that the runner itself watches. */
    public enum Excess {
        OUTPUT,
        DISK,
        MEMORY
    }
}
