package dev.trellis.infra.local.catalog;

import dev.trellis.contract.port.QueueNames;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Creates queues, each with its dead-letter queue: a message received three times without success moves there. */
public final class QueueFactory {

    private static final int MAX_RECEIVES = 3;
    private static final String RETENTION_SECONDS = "1209600";

    private final SqsClient sqs;
    private final Set<String> created = ConcurrentHashMap.newKeySet();

    /** A factory on the queue service that a client talks to. */
    public QueueFactory(SqsClient sqs) {
        this.sqs = sqs;
    }

    /** Makes sure that the queue and its dead-letter queue are there; cheap when repeated. */
    public void create(String queue) {
        if (!created.add(queue)) {
            return;
        }
        try {
            String deadLetters = create(
                    QueueNames.deadLetter(queue),
                    Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, RETENTION_SECONDS));
            String redrive =
                    "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}".formatted(arn(deadLetters), MAX_RECEIVES);
            var unused = create(
                    queue,
                    Map.of(
                            QueueAttributeName.REDRIVE_POLICY, redrive,
                            QueueAttributeName.VISIBILITY_TIMEOUT, "30",
                            QueueAttributeName.MESSAGE_RETENTION_PERIOD, RETENTION_SECONDS));
        } catch (RuntimeException e) {
            created.remove(queue);
            throw e;
        }
    }

    private String create(String queue, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(request -> request.queueName(queue).attributes(attributes))
                .queueUrl();
    }

    private String arn(String url) {
        return Objects.requireNonNull(
                sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN));
    }
}
