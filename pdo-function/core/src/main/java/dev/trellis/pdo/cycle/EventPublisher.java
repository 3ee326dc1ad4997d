package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleReply.OutboxEvent;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.QueueNames;
import java.util.List;

/** Publishes the host's events. An event is published at least once, and its id makes a second time recognisable. */
final class EventPublisher {
    private static final System.Logger LOG = System.getLogger(EventPublisher.class.getName());

    private final MessageQueues queues;

    EventPublisher(MessageQueues queues) {
        this.queues = queues;
    }

    /**
     * Publishes events in their order.
     *
     * @return how many were taken without a gap, from the first on
     */
    int publish(List<OutboxEvent> events) {
        if (events.isEmpty()) {
            return 0;
        }
        try {
            List<Integer> refused = queues.send(
                    QueueNames.EVENTS,
                    events.stream().map(event -> event.event().text()).toList());
            return refused.stream().min(Integer::compare).orElse(events.size());
        } catch (PortUnavailableException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "events stay in the outbox: " + e.getMessage());
            return 0;
        }
    }
}
