package dev.trellis.pdo.decide;

import java.time.Duration;
import java.util.Map;

/**
 * The bounds of dispatch.
 *
 * @param maxPayloadBytes largest inputs of a task in UTF-8 bytes; a guard-rail {@code payload.max_bytes} may tighten it
 * @param maxQueueDepth a queue that holds this many messages gets no more for now
 * @param queueDepths messages in each queue when last counted; a queue that is not there counts as empty
 * @param deferFor how long a task waits when its queue is full
 * @param clockSkew how far the clocks of the platform may differ
 */
public record DispatchLimits(
        int maxPayloadBytes, long maxQueueDepth, Map<String, Long> queueDepths, Duration deferFor, Duration clockSkew) {
    /** 16 MiB of inputs, 10,000 messages a queue, 5 s of deferral, 5 s of skew. */
    public static final DispatchLimits DEFAULT =
            new DispatchLimits(16 << 20, 10_000, Map.of(), Duration.ofSeconds(5), Duration.ofSeconds(5));

    public DispatchLimits {
        queueDepths = Map.copyOf(queueDepths);
    }

    /** The same bounds with queues counted anew. */
    public DispatchLimits withDepths(Map<String, Long> depths) {
        return new DispatchLimits(maxPayloadBytes, maxQueueDepth, depths, deferFor, clockSkew);
    }
}
