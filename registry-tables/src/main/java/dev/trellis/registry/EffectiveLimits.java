package dev.trellis.registry;

import dev.trellis.contract.task.TaskPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The limits that hold for one task.
 *
 * @param retries attempts after the first
 * @param timeoutSeconds length of one attempt
 * @param heartbeatSeconds longest silence of a running attempt; at most the timeout
 * @param humanGate whether a person must approve before dispatch
 */
public record EffectiveLimits(int retries, int timeoutSeconds, int heartbeatSeconds, boolean humanGate) {

    /** What holds when nobody says anything. */
    public static final EffectiveLimits PLATFORM = new EffectiveLimits(3, 300, 10, false);

    static EffectiveLimits of(TaskPolicy stated, boolean gateByRole) {
        int timeout = or(stated.timeoutSeconds(), PLATFORM.timeoutSeconds);
        return new EffectiveLimits(
                or(stated.retries(), PLATFORM.retries),
                timeout,
                Math.min(timeout, or(stated.heartbeatSeconds(), PLATFORM.heartbeatSeconds)),
                gateByRole || Boolean.TRUE.equals(stated.humanGate()));
    }

    private static int or(@Nullable Integer stated, int otherwise) {
        return stated == null ? otherwise : stated;
    }
}
