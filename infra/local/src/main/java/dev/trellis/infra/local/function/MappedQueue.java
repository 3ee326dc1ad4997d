package dev.trellis.infra.local.function;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * One queue as an event source mapping uses it.
 *
 * <p>A received message is hidden for {@link #LEASE} and that is prolonged while its invocation runs. So a message comes back soon
 * after its runner was killed, however long the function's timeout is.
 */
final class MappedQueue {

    /** How long a message stays hidden without being prolonged. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final int LONG_POLL_SECONDS = 20;
    private static final Backoff REDELIVERY = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    private final SqsClient sqs;
    private final QueueAddress address;
    private final int batchSize;
    private final ScheduledExecutorService timer;

    MappedQueue(SqsClient sqs, QueueAddress address, int batchSize, ScheduledExecutorService timer) {
        this.sqs = sqs;
        this.address = address;
        this.batchSize = batchSize;
        this.timer = timer;
    }

    /** A queue's name, URL, ARN and region. */
    record QueueAddress(String name, String url, String arn, String region) {}

    String name() {
        return address.name();
    }

    /** The greatest batch. */
    int batchSize() {
        return batchSize;
    }

    /** Waits up to 20 s for at most so many messages; empty when there were none. */
    List<Message> receive(int messages) {
        return sqs.receiveMessage(request -> request.queueUrl(address.url())
                        .maxNumberOfMessages(messages)
                        .waitTimeSeconds(LONG_POLL_SECONDS)
                        .visibilityTimeout((int) LEASE.toSeconds())
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages();
    }

    byte[] event(List<Message> messages) {
        return SqsEvent.of(messages, address.arn(), address.region());
    }

    /** Keeps the messages hidden until the returned hold is closed. */
    Hold hold(List<Message> messages) {
        long period = LEASE.toMillis() / 3;
        Runnable prolong = () -> Thread.startVirtualThread(() -> putBack(messages, LEASE));
        return new Hold(timer.scheduleAtFixedRate(prolong, period, period, TimeUnit.MILLISECONDS));
    }

    /** Messages kept hidden. */
    record Hold(ScheduledFuture<?> prolonging) implements AutoCloseable {
        @Override
        public void close() {
            boolean unused = prolonging.cancel(false);
        }
    }

    void delete(List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        var entries = entries(messages, (id, message) -> DeleteMessageBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(message.receiptHandle())
                .build());
        var unused = sqs.deleteMessageBatch(
                request -> request.queueUrl(address.url()).entries(entries));
    }

    /** Makes the messages visible again after {@code delay}. */
    void putBack(List<Message> messages, Duration delay) {
        var entries = entries(messages, (id, message) -> ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(message.receiptHandle())
                .visibilityTimeout((int) delay.toSeconds())
                .build());
        var unused = sqs.changeMessageVisibilityBatch(
                request -> request.queueUrl(address.url()).entries(entries));
    }

    /** The wait before a failed message is delivered again: 1 s after the first time, doubling up to 30 s. */
    Duration redeliveryDelay(Message message) {
        String received = message.attributes().getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
        return REDELIVERY.after(Integer.parseInt(received));
    }

    private static <E> List<E> entries(List<Message> messages, BiFunction<String, Message, E> entry) {
        List<E> entries = new ArrayList<>();
        for (Message message : messages) {
            entries.add(entry.apply(Integer.toString(entries.size()), message));
        }
        return entries;
    }
}
