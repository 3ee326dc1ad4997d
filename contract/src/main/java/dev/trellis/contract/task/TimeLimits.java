package dev.trellis.contract.task;

import java.time.Instant;
import java.util.Objects;

/**
 * The clocks of one attempt.
 *
 * @param notAfter past this instant the attempt must not start
 * @param timeoutSeconds the attempt is stopped after this many seconds
 * @param heartbeatSeconds the executor gives a sign of life at least this often
 */
public record TimeLimits(Instant notAfter, int timeoutSeconds, int heartbeatSeconds) {
    public TimeLimits {
        Objects.requireNonNull(notAfter, "notAfter");
        if (timeoutSeconds < 1 || heartbeatSeconds < 1) {
            throw new IllegalArgumentException("timeout_s and heartbeat_s are at least 1");
        }
    }
}
