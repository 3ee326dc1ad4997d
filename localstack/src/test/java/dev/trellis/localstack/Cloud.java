package dev.trellis.localstack;

import dev.trellis.contract.port.QueueNames;
import dev.trellis.infra.aws.AwsPlatform;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A running LocalStack: the adapters on it, and a client to create queues. */
final class Cloud implements AutoCloseable {

    private final AwsPlatform platform;
    private final SqsClient sqs;

    Cloud(URI endpoint) {
        this.platform = AwsPlatform.fromEnvironment(LocalStack.environment(endpoint));
        this.sqs = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    AwsPlatform platform() {
        return platform;
    }

    void createQueue(String name, int maxDeliveries) {
        String deadLetters = QueueNames.deadLetter(name);
        String url = sqs.createQueue(r -> r.queueName(deadLetters)).queueUrl();
        String arn = sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String redrive = "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"" + maxDeliveries + "\"}";
        var unused =
                sqs.createQueue(r -> r.queueName(name).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, redrive)));
    }

    @Override
    public void close() {
        platform.close();
        sqs.close();
    }
}
