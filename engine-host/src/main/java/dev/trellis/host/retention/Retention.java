package dev.trellis.host.retention;

import java.time.Duration;

/**
 * How long what has ended is kept in the database.
 *
 * @param instances from the end of a call tree until nothing of it is left: tasks, audit trail, incidents, and its submission's keys, so
 *     that the same key starts anew. Zero keeps them for ever
 * @param events from the publication of an event
 */
public record Retention(Duration instances, Duration events) {
    /** Instances for 90 days, events for one. */
    public static final Retention STANDARD = new Retention(Duration.ofDays(90), Duration.ofDays(1));

    public Retention {
        if (instances.isNegative() || events.isNegative()) {
            throw new IllegalArgumentException(
                    "what has ended is kept for no negative time: " + instances + ", " + events);
        }
    }
}
