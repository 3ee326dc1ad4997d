package dev.trellis.infra.aws;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PortUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Standard queues of SQS. */
final class SqsQueues implements MessageQueues {

    private static final Set<String> STALE_RECEIPT =
            Set.of("ReceiptHandleIsInvalid", "MessageNotInflight", "InvalidParameterValue");

    private final Supplier<SqsClient> client;
    private final Map<String, String> urls = new ConcurrentHashMap<>();

    SqsQueues(Supplier<SqsClient> client) {
        this.client = client;
    }

    @Override
    public List<Integer> send(String queue, List<String> bodies) {
        List<Integer> refused = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            if (!SendBatch.fits(bodies.get(i))) {
                refused.add(i);
            }
        }
        for (SendBatch batch : SendBatch.split(bodies)) {
            refused.addAll(send(queue, batch, bodies));
        }
        return refused.stream().sorted().toList();
    }

    private List<Integer> send(String queue, SendBatch batch, List<String> bodies) {
        List<SendMessageBatchRequestEntry> entries = batch.indices().stream()
                .map(index -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .messageBody(bodies.get(index))
                        .build())
                .toList();
        return call("send", queue, url -> client.get()
                        .sendMessageBatch(r -> r.queueUrl(url).entries(entries)))
                .failed()
                .stream()
                .map(failed -> Integer.valueOf(failed.id()))
                .toList();
    }

    @Override
    public List<Received> receive(String queue, int max, Duration wait, Duration visibility) {
        if (max < 1 || max > 10) {
            throw new IllegalArgumentException("1 to 10 messages can be received at once, not " + max);
        }
        return call("receive", queue, url -> client.get().receiveMessage(r -> r.queueUrl(url)
                        .maxNumberOfMessages(max)
                        .waitTimeSeconds(seconds(wait))
                        .visibilityTimeout(seconds(visibility))
                        .messageSystemAttributeNames(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)))
                .messages()
                .stream()
                .map(SqsQueues::received)
                .toList();
    }

    private static Received received(Message message) {
        String count = message.attributes().get(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);
        return new Received(
                message.messageId(),
                message.body(),
                message.receiptHandle(),
                count == null ? 1 : Integer.parseInt(count));
    }

    @Override
    public void delete(String queue, List<String> receipts) {
        for (int from = 0; from < receipts.size(); from += SendBatch.MAX_MESSAGES) {
            int to = Math.min(receipts.size(), from + SendBatch.MAX_MESSAGES);
            delete(queue, from, receipts.subList(from, to));
        }
    }

    private void delete(String queue, int first, List<String> receipts) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (String receipt : receipts) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(first + entries.size()))
                    .receiptHandle(receipt)
                    .build());
        }
        List<BatchResultErrorEntry> failed = call("delete", queue, url -> client.get()
                        .deleteMessageBatch(r -> r.queueUrl(url).entries(entries)))
                .failed();
        if (failed.stream().anyMatch(entry -> !entry.senderFault())) {
            throw new PortUnavailableException(
                    "SQS kept " + failed.size() + " messages of " + queue + " that were to go");
        }
    }

    @Override
    public void hide(String queue, String receipt, Duration visibility) {
        try {
            var unused = call("hide", queue, url -> {
                try {
                    return client.get()
                            .changeMessageVisibility(
                                    r -> r.queueUrl(url).receiptHandle(receipt).visibilityTimeout(seconds(visibility)));
                } catch (SqsException refused) {
                    throw STALE_RECEIPT.contains(AwsCall.code(refused)) ? new StaleReceipt() : refused;
                }
            });
        } catch (StaleReceipt gone) {
            // The message is deleted or in other hands, so there is nothing to hide.
            return;
        }
    }

    @Override
    public long depth(String queue) {
        Map<QueueAttributeName, String> counts = call(
                        "count", queue, url -> client.get().getQueueAttributes(r -> r.queueUrl(url)
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED)))
                .attributes();
        return counts.values().stream().mapToLong(Long::parseLong).sum();
    }

    private <T> T call(String operation, String queue, Function<String, T> request) {
        return AwsCall.of("SQS " + operation + " on " + queue, () -> {
            try {
                return request.apply(url(queue));
            } catch (QueueDoesNotExistException missing) {
                urls.remove(queue);
                throw new IllegalArgumentException("no such queue: " + queue, missing);
            }
        });
    }

    private String url(String queue) {
        String known = urls.get(queue);
        if (known != null) {
            return known;
        }
        String found = client.get().getQueueUrl(r -> r.queueName(queue)).queueUrl();
        urls.put(queue, found);
        return found;
    }

    /** Rounded up, so that nothing becomes visible too early. */
    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.plusNanos(999_999_999).toSeconds());
    }

    /** A receipt that names no delivery any more. */
    private static final class StaleReceipt extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
