package dev.trellis.bench.chaos;

import java.util.Locale;

/** A place in the way of a task at which the process that carries it is killed. */
enum CrashPoint {
    /** The orchestrator: the host has leased tasks to it, and it has not heard so. */
    LEASED,
    /** The orchestrator: requests are on their queue, and it has not heard so. */
    SENT,
    /** The function: its effect is done, and it has not heard so. */
    EFFECT_DONE,
    /** The function: its outcome is on the queue, and it has not heard so. */
    OUTCOME_SENT,
    /** The host: outcomes are entered in the inbox, and the transaction has not committed. */
    INBOX_WRITTEN,
    /** The host: the transaction has committed, and the messages are still on the queue. */
    COMMITTED;

    /** For example {@code effect-done}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
