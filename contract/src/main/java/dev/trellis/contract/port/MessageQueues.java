package dev.trellis.contract.port;

import java.time.Duration;
import java.util.List;

/**
 * Queues that deliver at least once, in no order. Every method throws {@link PortUnavailableException} when the service
 * does not answer and {@link IllegalArgumentException} when the queue does not exist.
 */
public interface MessageQueues {
    /**
     * Sends messages, in as few requests as the service allows.
     *
     * @param bodies UTF-8 text of at most 256 KiB each
     * @return the indices of the messages that were not taken, in order; empty when all were
     */
    List<Integer> send(String queue, List<String> bodies);

    /**
     * Waits for messages.
     *
     * @param max 1 to 10
     * @param wait 0 to 20 s; returns as soon as one message is there
     * @param visibility how long a received message stays hidden from others
     */
    List<Received> receive(String queue, int max, Duration wait, Duration visibility);

    /** Removes received messages; a receipt that is no longer valid is ignored. */
    void delete(String queue, List<String> receipts);

    /** Hides a received message for this long from now on; zero gives it back at once. */
    void hide(String queue, String receipt, Duration visibility);

    /** Messages that wait or are hidden; approximate, as clouds count. */
    long depth(String queue);

    /**
     * A delivery of a message.
     *
     * @param receipt names this delivery, to delete or hide the message
     * @param deliveries how often it was delivered, this time included
     */
    record Received(String messageId, String body, String receipt, int deliveries) {}
}
