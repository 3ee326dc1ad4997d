package dev.trellis.host.kernel;

import dev.trellis.host.lease.Conversation;
import dev.trellis.host.retention.Retention;
import java.time.Duration;

/**
 * Numbers of the kernel.
 *
 * @param timers whether this host fires timers
 * @param timerWait the longest time between two looks for due timers
 * @param lingering how many orchestrators may linger at once
 * @param retention how long what has ended is kept
 */
public record KernelSettings(
        Conversation.Terms leases, boolean timers, Duration timerWait, int lingering, Retention retention) {
    /** Timers twice a second, two lingering orchestrators. */
    public static final KernelSettings STANDARD =
            new KernelSettings(Conversation.Terms.STANDARD, true, Duration.ofMillis(500), 2, Retention.STANDARD);
}
