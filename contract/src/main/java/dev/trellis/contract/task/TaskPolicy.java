package dev.trellis.contract.task;

import org.jspecify.annotations.Nullable;

/**
 * What a submitter or an entry asks about the handling of a task; null means "as the registry says".
 *
 * @param retries attempts after the first, 0 to 100
 * @param timeoutSeconds length of one attempt, 1 to 86,400 s
 * @param heartbeatSeconds longest silence of a running attempt, in seconds
 * @param humanGate whether a person must approve before dispatch; false lifts no gate that policy sets
 */
public record TaskPolicy(
        @Nullable Integer retries,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer heartbeatSeconds,
        @Nullable Boolean humanGate) {
    /** Nothing asked. */
    public static final TaskPolicy NONE = new TaskPolicy(null, null, null, null);
}
