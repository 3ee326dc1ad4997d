package dev.trellis.host.consumer;

import dev.trellis.contract.port.MessageQueues.Received;
import java.util.List;

/** What is done with the messages of a queue. */
@FunctionalInterface
interface BatchHandling {
    /**
     * Handles messages that were received together; what it throws leaves all of them on their queue.
     *
     * @return one disposition for each message, in their order
     */
    List<Disposition> handle(List<Received> batch);
}
