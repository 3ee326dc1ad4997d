package dev.trellis.tde.kit;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import java.time.Duration;
import java.util.List;

/**
 * A queue from which the executor takes requests by itself; its outcomes come on the queue of outcomes, which nobody else may read
 * meanwhile. Silence can only be told by waiting.
 */
public final class QueueTransport implements Transport {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration HIDDEN = Duration.ofSeconds(30);

    private final MessageQueues queues;
    private final String queue;

    public QueueTransport(MessageQueues queues, String queue) {
        this.queues = queues;
        this.queue = queue;
    }

    @Override
    public boolean tellsRefusals() {
        return false;
    }

    @Override
    public Reply deliver(String message, Duration patience) {
        if (!queues.send(queue, List.of(message)).isEmpty()) {
            return new Reply.Refused("the queue " + queue + " did not take the message");
        }
        long end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            List<Received> received = queues.receive(QueueNames.OUTCOMES, 1, LOOK, HIDDEN);
            if (!received.isEmpty()) {
                queues.delete(
                        QueueNames.OUTCOMES,
                        received.stream().map(Received::receipt).toList());
                return new Reply.Said(received.getFirst().body());
            }
        }
        return new Reply.Silent();
    }
}
