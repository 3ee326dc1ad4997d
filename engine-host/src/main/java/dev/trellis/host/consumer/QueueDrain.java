package dev.trellis.host.consumer;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.MessageQueues.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Receives one batch of a queue and carries out what its handling says: one turn of a loop. */
final class QueueDrain {
    private static final int BATCH = 10;
    private static final Duration VISIBILITY = Duration.ofSeconds(60);

    private final MessageQueues queues;
    private final String queue;
    private final BatchHandling handling;

    QueueDrain(MessageQueues queues, String queue, BatchHandling handling) {
        this.queues = queues;
        this.queue = queue;
        this.handling = handling;
    }

    /**
     * Handles what is there, or comes within {@code wait}. Messages are removed after their handling has committed.
     *
     * @return how many messages were received
     */
    int turn(Duration wait) {
        List<Received> batch = queues.receive(queue, BATCH, wait, VISIBILITY);
        if (!batch.isEmpty()) {
            settle(batch, handling.handle(batch));
        }
        return batch.size();
    }

    private void settle(List<Received> batch, List<Disposition> dispositions) {
        List<String> done = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            String receipt = batch.get(i).receipt();
            switch (dispositions.get(i)) {
                case Disposition.Done ended -> done.add(receipt);
                case Disposition.Again again -> queues.hide(queue, receipt, again.after());
            }
        }
        if (!done.isEmpty()) {
            queues.delete(queue, done);
        }
    }
}
