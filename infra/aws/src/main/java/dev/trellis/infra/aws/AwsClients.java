package dev.trellis.infra.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** One client for each service over one HTTP client, each made at first use. */
final class AwsClients implements AutoCloseable {

    /** Longer than the longest long poll, 20 s. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final AwsSettings settings;
    private final AwsCredentialsProvider credentials;
    private final Lazy<SdkHttpClient> http = new Lazy<>(() -> UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(ANSWER)
            .build());
    private final Lazy<SqsClient> sqs = new Lazy<>(this::newSqs);
    private final Lazy<DynamoDbClient> dynamodb = new Lazy<>(this::newDynamodb);
    private final Lazy<S3Client> s3 = new Lazy<>(this::newS3);
    private final Lazy<SecretsManagerClient> secrets = new Lazy<>(this::newSecrets);
    private final Lazy<SdkAutoCloseable> lambda = new Lazy<>(() -> LambdaTrigger.newClient(this));

    private final Lazy<SdkAutoCloseable> ecs = new Lazy<>(() -> EcsClients.newEcs(this));
    private final Lazy<SdkAutoCloseable> logs = new Lazy<>(() -> EcsClients.newLogs(this));
    private final Lazy<S3Presigner> presigner = new Lazy<>(this::newPresigner);

    AwsClients(AwsSettings settings, AwsCredentialsProvider credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    Supplier<SqsClient> sqs() {
        return sqs;
    }

    Supplier<DynamoDbClient> dynamodb() {
        return dynamodb;
    }

    Supplier<S3Client> s3() {
        return s3;
    }

    Supplier<SecretsManagerClient> secrets() {
        return secrets;
    }

    Supplier<SdkAutoCloseable> lambda() {
        return lambda;
    }

    @Nullable
    URI lambdaEndpoint() {
        return settings.endpoints().lambda();
    }

    Supplier<S3Presigner> presigner() {
        return presigner;
    }

    EcsClients containers() {
        return new EcsClients(ecs, logs, settings.region());
    }

    @Nullable
    URI ecsEndpoint() {
        return settings.endpoints().ecs();
    }

    private S3Presigner newPresigner() {
        URI endpoint = settings.endpoints().s3();
        S3Presigner.Builder builder = S3Presigner.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(endpoint != null)
                        .build());
        return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
    }

    private SqsClient newSqs() {
        return common(SqsClient.builder(), settings.endpoints().sqs()).build();
    }

    private DynamoDbClient newDynamodb() {
        return common(DynamoDbClient.builder(), settings.endpoints().dynamodb())
                .endpointDiscoveryEnabled(false)
                .build();
    }

    private S3Client newS3() {
        return common(S3Client.builder(), settings.endpoints().s3())
                .forcePathStyle(settings.endpoints().s3() != null)
                // Streams of unsigned trailers are not understood by every store that speaks S3; digests are ours.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .build();
    }

    private SecretsManagerClient newSecrets() {
        return common(SecretsManagerClient.builder(), settings.endpoints().secrets())
                .build();
    }

    /** Settings, credentials and the shared HTTP client on a builder. */
    <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B common(B builder, @Nullable URI endpoint) {
        builder.region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .httpClient(http.get());
        return endpoint == null ? builder : builder.endpointOverride(endpoint);
    }

    @Override
    public void close() {
        for (Lazy<? extends SdkAutoCloseable> client :
                List.of(sqs, dynamodb, s3, secrets, lambda, ecs, logs, presigner, http)) {
            SdkAutoCloseable made = client.peek();
            if (made != null) {
                made.close();
            }
        }
    }
}
