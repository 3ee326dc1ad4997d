package dev.trellis.infra.memory;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.QueueNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Queues in memory. A receive never waits, since only the caller moves the clock. Delivery is in the order of sending; a
 * simulation that wants disorder shuffles what it receives. Safe for use by several threads.
 */
public final class MemoryQueues implements MessageQueues {

    private static final int MAX_BODY_BYTES = 256 * 1024;
    private static final int NEVER_DEAD = Integer.MAX_VALUE;

    private final InstantSource clock;
    private final Map<String, MemoryQueue> queues = new HashMap<>();
    private long sequence;

    public MemoryQueues(InstantSource clock) {
        this.clock = clock;
    }

    /** Creates a queue whose messages never die; an existing one stays as it is. */
    public synchronized MemoryQueues create(String queue) {
        queues.putIfAbsent(queue, new MemoryQueue(queue, NEVER_DEAD, null));
        return this;
    }

    /** Creates a queue and its dead-letter queue, to which a message goes after this many deliveries. */
    public synchronized MemoryQueues create(String queue, int maxDeliveries) {
        create(QueueNames.deadLetter(queue));
        queues.putIfAbsent(queue, new MemoryQueue(queue, maxDeliveries, find(QueueNames.deadLetter(queue))));
        return this;
    }

    @Override
    public synchronized List<Integer> send(String queue, List<String> bodies) {
        MemoryQueue target = find(queue);
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            String body = bodies.get(i);
            if (body.isEmpty() || body.getBytes(StandardCharsets.UTF_8).length > MAX_BODY_BYTES) {
                refused.add(i);
            } else {
                target.add("m-" + ++sequence, body, clock.instant());
            }
        }
        return refused;
    }

    @Override
    public synchronized List<Received> receive(String queue, int max, Duration wait, Duration visibility) {
        if (max < 1 || max > 10) {
            throw new IllegalArgumentException("1 to 10 messages can be received at once, not " + max);
        }
        return find(queue).receive(max, clock.instant(), visibility);
    }

    @Override
    public synchronized void delete(String queue, List<String> receipts) {
        receipts.forEach(find(queue)::delete);
    }

    @Override
    public synchronized void hide(String queue, String receipt, Duration visibility) {
        find(queue).hide(receipt, clock.instant().plus(visibility));
    }

    @Override
    public synchronized long depth(String queue) {
        return find(queue).size();
    }

    private MemoryQueue find(String queue) {
        MemoryQueue found = queues.get(queue);
        if (found == null) {
            throw new IllegalArgumentException("no such queue: " + queue);
        }
        return found;
    }
}
