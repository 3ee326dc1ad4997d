package dev.trellis.infra.aws;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** ElasticMQ, DynamoDB Local and s3proxy in this JVM, in memory, started once for all tests. */
final class LocalServices implements BeforeAllCallback {

    static final String BUCKET = "trellis-artifacts";

    private @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(LocalServices.class))
                .computeIfAbsent(Running.class, type -> Running.start(), Running.class);
    }

    Provisioned cloud() {
        Running started = running;
        if (started == null) {
            throw new IllegalStateException("the extension is not registered");
        }
        return started.cloud();
    }

    /** What runs, to be stopped with the last test. */
    record Running(SQSRestServer queues, DynamoDBProxyServer tables, S3Proxy objects, Provisioned cloud)
            implements AutoCloseable {

        static Running start() {
            try {
                SQSRestServer queues = SQSRestServerBuilder.withPort(0)
                        .withInterface("127.0.0.1")
                        .start();
                int sqsPort = queues.waitUntilStarted().localAddress().getPort();
                int dynamodbPort = freePort();
                DynamoDBProxyServer tables = ServerRunner.createServerFromCommandLineArgs(
                        new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(dynamodbPort)});
                tables.start();
                S3Proxy objects = startObjects();
                Provisioned cloud = new Provisioned(Map.of(
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "TRELLIS_BUCKET",
                        BUCKET,
                        "TRELLIS_SQS_ENDPOINT",
                        "http://127.0.0.1:" + sqsPort,
                        "TRELLIS_DYNAMODB_ENDPOINT",
                        "http://127.0.0.1:" + dynamodbPort,
                        "TRELLIS_S3_ENDPOINT",
                        "http://127.0.0.1:" + objects.getPort()));
                cloud.createTablesAndBucket();
                return new Running(queues, tables, objects, cloud);
            } catch (Exception failed) {
                throw new IllegalStateException("the local services did not start", failed);
            }
        }

        private static S3Proxy startObjects() throws Exception {
            Properties none = new Properties();
            BlobStoreContext blobs = ContextBuilder.newBuilder("transient-nio2")
                    .credentials("local", "local")
                    .overrides(none)
                    .build(BlobStoreContext.class);
            S3Proxy proxy = S3Proxy.builder()
                    .blobStore(blobs.getBlobStore())
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.NONE, "", "")
                    .ignoreUnknownHeaders(true)
                    .build();
            proxy.start();
            return proxy;
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }

        @Override
        public void close() throws Exception {
            cloud.close();
            objects.stop();
            tables.stop();
            var unused = queues.stopAndGetFuture();
        }
    }
}
