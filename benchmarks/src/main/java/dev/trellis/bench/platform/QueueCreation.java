package dev.trellis.bench.platform;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes queues of a measurement's own; one that is there stays. */
final class QueueCreation {
    static void create(Map<String, String> environment, List<String> names) {
        var credentials = AwsBasicCredentials.create(
                environment.getOrDefault("AWS_ACCESS_KEY_ID", "local"),
                environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "local"));
        try (SqsClient sqs = SqsClient.builder()
                .region(Region.of(environment.getOrDefault("AWS_REGION", "us-east-1")))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .endpointOverride(URI.create(environment.getOrDefault("TRELLIS_SQS_ENDPOINT", "")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            for (String name : names) {
                var unused = sqs.createQueue(request -> request.queueName(name));
            }
        }
    }

    private QueueCreation() {}
}
