package dev.trellis.infra.aws;

import dev.trellis.contract.container.ContainerEngine;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PdoTrigger;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.port.SecretStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The ports on AWS, or on anything that speaks its protocols. A client is made at first use and shared; all are safe for
 * use by several threads until {@link #close()}.
 *
 * <p>{@code lambda}, {@code ecs} and {@code cloudwatchlogs} are optional dependencies of this module: who calls {@link #pdoTrigger()} adds
 * the first, who calls {@link #containers} the others.
 */
public final class AwsPlatform implements AutoCloseable {

    private static final Duration CONTAINER_POLL = Duration.ofSeconds(2);

    private final AwsSettings settings;
    private final AwsClients clients;

    private AwsPlatform(AwsSettings settings, AwsClients clients) {
        this.settings = settings;
        this.clients = clients;
    }

    /**
     * The platform that environment variables name: {@code AWS_REGION}, {@code TRELLIS_SQS_ENDPOINT}, {@code
     * TRELLIS_DYNAMODB_ENDPOINT}, {@code TRELLIS_S3_ENDPOINT}, {@code TRELLIS_SECRETS_ENDPOINT}, {@code TRELLIS_LAMBDA_ENDPOINT}, {@code TRELLIS_ECS_ENDPOINT}
     * (each unset: the region's own), {@code TRELLIS_BUCKET}, {@code TRELLIS_TABLE_PREFIX}, {@code
     * TRELLIS_SECRET_PREFIX}, {@code TRELLIS_PDO_FUNCTION}, and {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}, {@code AWS_SESSION_TOKEN} (unset: the SDK's default chain).
     *
     * @throws IllegalArgumentException when a value is malformed or the region is missing
     */
    public static AwsPlatform fromEnvironment(Map<String, String> environment) {
        AwsSettings settings = AwsSettings.from(environment);
        return new AwsPlatform(settings, new AwsClients(settings, Credentials.from(environment)));
    }

    /** Queues on SQS. */
    public MessageQueues queues() {
        return new SqsQueues(clients.sqs());
    }

    /** Execution records in the table {@code PREFIXexecution}. */
    public ExecutionStore executionStore() {
        return new DynamoExecutionStore(
                clients.dynamodb(), settings.tablePrefix() + "execution", InstantSource.system());
    }

    /** Files on S3; the platform's own in the configured bucket. */
    public ArtifactStore artifacts() {
        return new S3Artifacts(clients.s3(), settings.bucket());
    }

    /** The registries in the tables {@code PREFIXprocess}, {@code PREFIXtde} and {@code PREFIXpolicy}. */
    public RegistryStore registry() {
        return new DynamoRegistryStore(clients.dynamodb(), settings.tablePrefix());
    }

    /** Secrets of Secrets Manager whose names begin with the configured prefix. */
    public SecretStore secrets() {
        return new AwsSecrets(clients.secrets(), settings.secretPrefix());
    }

    /** Invokes the orchestrator's function asynchronously. */
    public PdoTrigger pdoTrigger() {
        return new LambdaTrigger(clients.lambda(), settings.pdoFunction());
    }

    /**
     * Containers on ECS, where the variables {@code TRELLIS_ECS_*} say.
     *
     * @throws IllegalArgumentException when one of them is missing or malformed
     */
    public ContainerEngine containers(Map<String, String> environment) {
        return new EcsEngine(
                clients.containers(),
                EcsSettings.from(environment),
                new EcsFiles(artifacts(), clients.presigner(), settings.bucket()),
                CONTAINER_POLL.toMillis());
    }

    /** Closes the clients that were made. */
    @Override
    public void close() {
        clients.close();
    }
}
