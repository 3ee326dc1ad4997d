package dev.trellis.infra.local.daemon;

import dev.trellis.infra.local.platform.PortTable;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The addresses of the services, as settings for others and as clients for ourselves.
 *
 * @param ports where each service of this machine listens
 * @param elsewhere a cloud that is used in place of the local one
 * @param hostAddress where the engine host listens
 */
public record Endpoints(PortTable ports, Optional<Elsewhere> elsewhere, String hostAddress) {

    /** Accepted everywhere here and of no use anywhere else. */
    private static final String KEY = "local";

    /** Everything on this machine. */
    public Endpoints(PortTable ports) {
        this(ports, Optional.empty(), "127.0.0.1");
    }

    /** The base URL of a service that speaks HTTP. */
    public String url(String service) {
        if (elsewhere.isPresent() && elsewhere.get().has(service)) {
            return elsewhere.get().address().toString();
        }
        String address = service.equals("engine") ? hostAddress : "127.0.0.1";
        return "http://" + address + ":" + ports.of(service);
    }

    /** Settings for a process that may use queues, tables and objects. */
    public Map<String, String> cloudEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_REGION", CloudSettings.REGION);
        environment.put("AWS_DEFAULT_REGION", CloudSettings.REGION);
        environment.put("AWS_ACCESS_KEY_ID", KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", KEY);
        environment.put("TRELLIS_SQS_ENDPOINT", url("sqs"));
        environment.put("TRELLIS_DYNAMODB_ENDPOINT", url("dynamodb"));
        environment.put("TRELLIS_S3_ENDPOINT", url("s3"));
        environment.put("TRELLIS_BUCKET", CloudSettings.BUCKET);
        environment.put("TRELLIS_TABLE_PREFIX", "trellis-");
        return environment;
    }

    /** Its socket timeout outlasts a long poll. */
    public SqsClient sqs() {
        return SqsClient.builder()
                .region(Region.of(CloudSettings.REGION))
                .credentialsProvider(credentials())
                .endpointOverride(URI.create(url("sqs")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(40)))
                .build();
    }

    /** A client of the tables. */
    public DynamoDbClient dynamoDb() {
        return DynamoDbClient.builder()
                .region(Region.of(CloudSettings.REGION))
                .credentialsProvider(credentials())
                .endpointOverride(URI.create(url("dynamodb")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Its checksum trailers are off: s3proxy does not know them. */
    public S3Client s3() {
        return S3Client.builder()
                .region(Region.of(CloudSettings.REGION))
                .credentialsProvider(credentials())
                .endpointOverride(URI.create(url("s3")))
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, KEY));
    }
}
