package dev.trellis.pdo.decide;

import java.util.HashMap;
import java.util.Map;

/** The room that is left in each queue while a plan fills them. */
final class QueueRoom {
    private final DispatchLimits limits;
    private final Map<String, Long> planned = new HashMap<>();

    QueueRoom(DispatchLimits limits) {
        this.limits = limits;
    }

    /** Messages in the queue, those of this plan included. */
    long depth(String queue) {
        return limits.queueDepths().getOrDefault(queue, 0L) + planned.getOrDefault(queue, 0L);
    }

    boolean isFull(String queue) {
        return depth(queue) >= limits.maxQueueDepth();
    }

    void take(String queue) {
        planned.merge(queue, 1L, Long::sum);
    }
}
