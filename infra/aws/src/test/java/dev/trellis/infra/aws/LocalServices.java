package dev.trellis.infra.aws;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** ElasticMQ, DynamoDB Local and s3proxy in this JVM, started once for all tests. */
final class LocalServices implements BeforeAllCallback {

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
    record Running(LocalQueues queues, LocalTables tables, LocalObjects objects, Provisioned cloud)
            implements AutoCloseable {

        static Running start() {
            try {
                LocalQueues queues = LocalQueues.start();
                LocalTables tables = LocalTables.start();
                LocalObjects objects = LocalObjects.start();
                Provisioned cloud = new Provisioned(Map.of(
                        "AWS_REGION",
                        "us-east-1",
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "TRELLIS_SQS_ENDPOINT",
                        "http://127.0.0.1:" + queues.port(),
                        "TRELLIS_DYNAMODB_ENDPOINT",
                        "http://127.0.0.1:" + tables.port(),
                        "TRELLIS_S3_ENDPOINT",
                        "http://127.0.0.1:" + objects.port()));
                cloud.createTablesAndBucket();
                return new Running(queues, tables, objects, cloud);
            } catch (Exception failed) {
                throw new IllegalStateException("the local services did not start", failed);
            }
        }

        @Override
        public void close() throws Exception {
            cloud.close();
            objects.close();
            tables.close();
            queues.close();
        }
    }
}
