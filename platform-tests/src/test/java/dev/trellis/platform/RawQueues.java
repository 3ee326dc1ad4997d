package dev.trellis.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The platform's queues, through a plain SQS client. */
final class RawQueues implements AutoCloseable {
    private final SqsClient sqs;

    RawQueues(JsonNode description) {
        sqs = SqsClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(
                        description.at("/environment/TRELLIS_SQS_ENDPOINT").asText()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    void send(String queue, String body) {
        String url = url(queue);
        sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }

    /** Waits until nothing is on the queue, neither visible nor in flight. */
    void awaitEmpty(String queue) {
        TrialPlatform.eventually(queue + " to be empty", () -> depth(queue), depth -> depth == 0, depth -> depth);
    }

    private long depth(String queue) {
        String url = url(queue);
        return sqs
                .getQueueAttributes(request -> request.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToLong(Long::parseLong)
                .sum();
    }

    private String url(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    @Override
    public void close() {
        sqs.close();
    }
}
