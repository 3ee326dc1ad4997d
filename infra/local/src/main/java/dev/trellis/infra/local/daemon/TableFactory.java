package dev.trellis.infra.local.daemon;

import dev.trellis.registry.TableDefinition;
import dev.trellis.registry.TableDefinition.KeyAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;

/**
 * Creates the platform's tables from their definitions.
 *
 * @param dynamoDb where
 * @param prefix put before each table's name
 */
public record TableFactory(DynamoDbClient dynamoDb, String prefix) {

    /** Creates what is missing; tables that are there stay as they are. */
    public void create(List<TableDefinition> tables) {
        Set<String> present = Set.copyOf(dynamoDb.listTables().tableNames());
        for (TableDefinition table : tables) {
            if (!present.contains(table.nameWith(prefix))) {
                create(table);
            }
        }
    }

    private void create(TableDefinition table) {
        String name = table.nameWith(prefix);
        List<KeySchemaElement> schema = new ArrayList<>();
        List<AttributeDefinition> attributes = new ArrayList<>();
        add(table.hashKey(), KeyType.HASH, schema, attributes);
        KeyAttribute range = table.rangeKey();
        if (range != null) {
            add(range, KeyType.RANGE, schema, attributes);
        }
        var unused = dynamoDb.createTable(request -> request.tableName(name)
                .keySchema(schema)
                .attributeDefinitions(attributes)
                .billingMode(BillingMode.PAY_PER_REQUEST));
        String ttl = table.ttlAttribute();
        if (ttl != null) {
            expire(name, ttl);
        }
    }

    private void expire(String name, String ttl) {
        var unused = dynamoDb.updateTimeToLive(request -> request.tableName(name)
                .timeToLiveSpecification(live -> live.enabled(true).attributeName(ttl)));
    }

    private static void add(
            KeyAttribute key, KeyType role, List<KeySchemaElement> schema, List<AttributeDefinition> attributes) {
        schema.add(KeySchemaElement.builder()
                .attributeName(key.name())
                .keyType(role)
                .build());
        attributes.add(AttributeDefinition.builder()
                .attributeName(key.name())
                .attributeType(key.type())
                .build());
    }
}
