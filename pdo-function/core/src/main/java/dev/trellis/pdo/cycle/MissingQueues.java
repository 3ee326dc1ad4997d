package dev.trellis.pdo.cycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Queues that were not there when something was sent to them. A queue of a task type that was just applied is made
 * within seconds; one that stays away needs a person.
 */
final class MissingQueues {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    /** Notes that a queue is missing; true when it has been so for longer than it takes to make one. */
    boolean staysAway(String queue, Instant now) {
        return since.computeIfAbsent(queue, name -> now).plus(GRACE).isBefore(now);
    }

    void isThere(String queue) {
        since.remove(queue);
    }
}
