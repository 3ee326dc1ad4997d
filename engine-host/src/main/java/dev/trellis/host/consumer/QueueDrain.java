package dev.trellis.host.consumer;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.PortUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Receives one batch of a queue and carries out what its handling says: one turn of a loop. While a queue has a backlog, a batch is
 * made of several receives, each of which brings ten messages at most: what is handled together shares a commit.
 */
final class QueueDrain {
    static final int RECEIVED_AT_ONCE = 10;
    private static final Duration VISIBILITY = Duration.ofSeconds(60);

    private final MessageQueues queues;
    private final String queue;
    private final BatchHandling handling;
    private final int most;

    /** @param most messages that are handled together, a multiple of {@value #RECEIVED_AT_ONCE} */
    QueueDrain(MessageQueues queues, String queue, BatchHandling handling, int most) {
        this.queues = queues;
        this.queue = queue;
        this.handling = handling;
        this.most = most;
    }

    /**
     * Handles what is there, or comes within {@code wait}. Messages are removed after their handling has committed.
     *
     * @return how many messages were received
     */
    int turn(Duration wait) {
        List<Received> batch = gather(queues.receive(queue, RECEIVED_AT_ONCE, wait, VISIBILITY));
        if (!batch.isEmpty()) {
            settle(batch, handling.handle(batch));
        }
        return batch.size();
    }

    private List<Received> gather(List<Received> first) {
        List<Received> batch = new ArrayList<>(first);
        int last = first.size();
        while (last == RECEIVED_AT_ONCE && batch.size() < most) {
            List<Received> more = another();
            batch.addAll(more);
            last = more.size();
        }
        return batch;
    }

    /** What has been received is handled all the same when the queue does not answer. */
    private List<Received> another() {
        try {
            return queues.receive(queue, RECEIVED_AT_ONCE, Duration.ZERO, VISIBILITY);
        } catch (PortUnavailableException away) {
            return List.of();
        }
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
