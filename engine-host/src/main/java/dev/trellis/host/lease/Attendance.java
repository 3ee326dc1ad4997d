package dev.trellis.host.lease;

import java.time.Duration;

/** Whether orchestrators are about on this host, and the signal that there may be work for one. */
public interface Attendance {
    /** Whether an orchestrator waits on this host, or was served by it a moment ago. */
    boolean isAttended();

    /** Whether one waits now that a transaction may hand tasks to. */
    boolean isAwaited();

    /** How often the signal was raised. */
    long raised();

    /** Waits until the signal is raised again after {@code seen}, or for this long. */
    void await(long seen, Duration longest) throws InterruptedException;
}
