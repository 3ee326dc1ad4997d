package dev.trellis.tde.python;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a script's process ended.
 *
 * @param exitCode its exit status; 128 + n when signal n ended it
 * @param output standard output in UTF-8, complete unless {@code killedFor} says that there was too much
 * @param errorTail the end of standard error
 * @param killedFor the limit for which the runner killed it, null when it ended by itself or by the machine's doing
 * @param took wall time
 */
record ScriptEnd(
        int exitCode,
        byte[] output,
        String errorTail,
        @Nullable Excess killedFor,
        Duration took) {
    /** Limits that the runner itself watches. */
    enum Excess {
        OUTPUT,
        DISK
    }
}
