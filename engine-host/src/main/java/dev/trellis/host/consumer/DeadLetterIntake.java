package dev.trellis.host.consumer;

import dev.trellis.contract.port.MessageQueues.Received;
import java.util.List;

/** Turns the messages of one dead-letter queue into incidents, which keep them. */
final class DeadLetterIntake implements BatchHandling {
    private final String queue;
    private final UnreadableMessages unreadable;

    /**
     * @param queue the queue whose dead letters these are
     */
    DeadLetterIntake(String queue, UnreadableMessages unreadable) {
        this.queue = queue;
        this.unreadable = unreadable;
    }

    @Override
    public List<Disposition> handle(List<Received> batch) {
        for (Received message : batch) {
            unreadable.raise(
                    queue,
                    message.body(),
                    "message.dead_letter",
                    "a message of %s was delivered as often as the queue allows and never handled; see the function's log"
                            .formatted(queue));
        }
        return batch.stream()
                .map(message -> (Disposition) new Disposition.Done())
                .toList();
    }
}
