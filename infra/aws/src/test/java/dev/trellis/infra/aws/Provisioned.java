package dev.trellis.infra.aws;

import dev.trellis.contract.port.QueueNames;
import dev.trellis.registry.TableDefinition;
import dev.trellis.registry.TableDefinition.KeyAttribute;
import dev.trellis.registry.TableDefinitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A cloud with the platform's tables and bucket in it. */
final class Provisioned implements AutoCloseable {

    private final AwsSettings settings;
    private final AwsClients clients;
    private final AwsPlatform platform;

    Provisioned(Map<String, String> environment) {
        this.settings = AwsSettings.from(environment);
        this.clients = new AwsClients(settings, Credentials.from(environment));
        this.platform = AwsPlatform.fromEnvironment(environment);
    }

    AwsPlatform platform() {
        return platform;
    }

    void createTablesAndBucket() {
        TableDefinitions.all().forEach(this::createTable);
        var unused = clients.s3().get().createBucket(r -> r.bucket(settings.bucket()));
    }

    private void createTable(TableDefinition table) {
        List<AttributeDefinition> attributes = new ArrayList<>();
        List<KeySchemaElement> keys = new ArrayList<>();
        add(table.hashKey(), KeyType.HASH, attributes, keys);
        if (table.rangeKey() != null) {
            add(table.rangeKey(), KeyType.RANGE, attributes, keys);
        }
        String name = table.nameWith(settings.tablePrefix());
        var unusedCreated = clients.dynamodb().get().createTable(r -> r.tableName(name)
                .attributeDefinitions(attributes)
                .keySchema(keys)
                .billingMode(BillingMode.PAY_PER_REQUEST));
        var unusedActive = clients.dynamodb().get().waiter().waitUntilTableExists(r -> r.tableName(name));
    }

    private static void add(
            KeyAttribute key, KeyType type, List<AttributeDefinition> attributes, List<KeySchemaElement> keys) {
        attributes.add(AttributeDefinition.builder()
                .attributeName(key.name())
                .attributeType(key.type())
                .build());
        keys.add(KeySchemaElement.builder()
                .attributeName(key.name())
                .keyType(type)
                .build());
    }

    void createQueue(String name, int maxDeliveries) {
        String deadLetters = QueueNames.deadLetter(name);
        String url =
                clients.sqs().get().createQueue(r -> r.queueName(deadLetters)).queueUrl();
        String arn = clients.sqs()
                .get()
                .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String redrive = "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"" + maxDeliveries + "\"}";
        var unused = clients.sqs().get().createQueue(r -> r.queueName(name)
                .attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, redrive)));
    }

    @Override
    public void close() {
        platform.close();
        clients.close();
    }
}
