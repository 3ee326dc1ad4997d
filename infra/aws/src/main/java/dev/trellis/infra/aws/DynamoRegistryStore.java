package dev.trellis.infra.aws;

import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The registries in three DynamoDB tables; the head lies in the table of policies. */
final class DynamoRegistryStore implements RegistryStore {

    /** An item may hold 400 KB, names and the rest included. */
    private static final int MAX_DOCUMENT_BYTES = 384 * 1024;

    private static final int FLIP_TRIES = 20;

    private final Supplier<DynamoDbClient> client;
    private final String tablePrefix;

    DynamoRegistryStore(Supplier<DynamoDbClient> client, String tablePrefix) {
        this.client = client;
        this.tablePrefix = tablePrefix;
    }

    private String table(RegistryKind kind) {
        return tablePrefix + kind.word();
    }

    @Override
    public long headRevision() {
        return Attributes.numberOf(get(table(RegistryKind.POLICY), RegistryRow.HEAD), RegistryRow.REVISION);
    }

    @Override
    public Optional<RegistryItem> find(RegistryKey key) {
        Map<String, AttributeValue> row = get(table(key.kind()), RegistryRow.versionKey(key));
        return row.isEmpty() ? Optional.empty() : Optional.of(RegistryRow.read(key.kind(), row));
    }

    private Map<String, AttributeValue> get(String table, Map<String, AttributeValue> key) {
        return AwsCall.of("DynamoDB read of " + table, () -> client.get()
                .getItem(r -> r.tableName(table).key(key).consistentRead(true))
                .item());
    }

    @Override
    public List<RegistryItem> versions(RegistryKind kind, String name) {
        return query(kind, name, RegistryRow.VERSION_PREFIX).stream()
                .map(row -> RegistryRow.read(kind, row))
                .toList();
    }

    @Override
    public List<RegistryItem> list(RegistryKind kind) {
        return scan(kind, RegistryRow.VERSION_PREFIX).stream()
                .map(row -> RegistryRow.read(kind, row))
                .toList();
    }

    @Override
    public Map<String, String> pointers(RegistryKind kind, String name) {
        Map<String, String> shown = new HashMap<>();
        query(kind, name, RegistryRow.POINTER_PREFIX)
                .forEach(row ->
                        shown.put(RegistryRow.pointerOf(row), Attributes.requiredText(row, RegistryRow.VERSION)));
        return shown;
    }

    @Override
    public Map<String, Map<String, String>> pointers(RegistryKind kind) {
        Map<String, Map<String, String>> all = new HashMap<>();
        scan(kind, RegistryRow.POINTER_PREFIX).forEach(row -> all.computeIfAbsent(
                        Attributes.requiredText(row, RegistryRow.NAME), name -> new HashMap<>())
                .put(RegistryRow.pointerOf(row), Attributes.requiredText(row, RegistryRow.VERSION)));
        return all;
    }

    private List<Map<String, AttributeValue>> query(RegistryKind kind, String name, String prefix) {
        return AwsCall.of("DynamoDB query of " + table(kind), () -> client
                .get()
                .queryPaginator(r -> r.tableName(table(kind))
                        .consistentRead(true)
                        .keyConditionExpression("#name = :name AND begins_with(#item, :prefix)")
                        .expressionAttributeNames(Map.of("#name", RegistryRow.NAME, "#item", RegistryRow.ITEM))
                        .expressionAttributeValues(
                                Map.of(":name", Attributes.text(name), ":prefix", Attributes.text(prefix))))
                .items()
                .stream()
                .toList());
    }

    private List<Map<String, AttributeValue>> scan(RegistryKind kind, String prefix) {
        return AwsCall.of("DynamoDB scan of " + table(kind), () -> client
                .get()
                .scanPaginator(r -> r.tableName(table(kind))
                        .consistentRead(true)
                        .filterExpression("begins_with(#item, :prefix)")
                        .expressionAttributeNames(Map.of("#item", RegistryRow.ITEM))
                        .expressionAttributeValues(Map.of(":prefix", Attributes.text(prefix))))
                .items()
                .stream()
                .toList());
    }

    @Override
    public Put put(RegistryItem item) {
        int bytes = item.document().text().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_DOCUMENT_BYTES) {
            throw new IllegalArgumentException(
                    "the document of %s has %d bytes, at most %d fit; put large parts into files"
                            .formatted(item.key(), bytes, MAX_DOCUMENT_BYTES));
        }
        String table = table(item.key().kind());
        return AwsCall.of("DynamoDB put in " + table, () -> {
            try {
                var unused = client.get().putItem(r -> r.tableName(table)
                        .item(RegistryRow.write(item))
                        .conditionExpression("attribute_not_exists(#item)")
                        .expressionAttributeNames(Map.of("#item", RegistryRow.ITEM))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
                return Put.WRITTEN;
            } catch (ConditionalCheckFailedException there) {
                return item.sha256().equals(Attributes.textOf(there.item(), RegistryRow.SHA256))
                        ? Put.UNCHANGED
                        : Put.CONFLICT;
            }
        });
    }

    @Override
    public boolean flip(RegistryKind kind, String name, String pointer, @Nullable String expected, String version) {
        List<TransactWriteItem> writes = List.of(
                TransactWriteItem.builder()
                        .update(pointerUpdate(kind, name, pointer, expected, version))
                        .build(),
                TransactWriteItem.builder().update(headUpdate()).build());
        return AwsCall.of("DynamoDB flip in " + table(kind), () -> flip(writes));
    }

    /** Flips of different names meet at the head only; such a collision says nothing about this pointer, so it is tried again. */
    private boolean flip(List<TransactWriteItem> writes) {
        for (int left = FLIP_TRIES; left > 0; left--) {
            try {
                var unused = client.get().transactWriteItems(r -> r.transactItems(writes));
                return true;
            } catch (TransactionCanceledException canceled) {
                Cancellation why = Cancellation.of(canceled);
                if (why == Cancellation.CONDITION) {
                    return false;
                }
                if (why != Cancellation.COLLISION) {
                    throw canceled;
                }
            }
            Backoff.afterCollision(FLIP_TRIES - left);
        }
        throw new PortUnavailableException("DynamoDB: too many changes of the registries at once, try again");
    }

    private Update pointerUpdate(
            RegistryKind kind, String name, String pointer, @Nullable String expected, String version) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":version", Attributes.text(version)));
        if (expected != null) {
            values.put(":expected", Attributes.text(expected));
        }
        return Update.builder()
                .tableName(table(kind))
                .key(RegistryRow.pointerKey(name, pointer))
                .updateExpression("SET #version = :version")
                .conditionExpression(expected == null ? "attribute_not_exists(#version)" : "#version = :expected")
                .expressionAttributeNames(Map.of("#version", RegistryRow.VERSION))
                .expressionAttributeValues(values)
                .build();
    }

    private Update headUpdate() {
        return Update.builder()
                .tableName(table(RegistryKind.POLICY))
                .key(RegistryRow.HEAD)
                .updateExpression("ADD #revision :one")
                .expressionAttributeNames(Map.of("#revision", RegistryRow.REVISION))
                .expressionAttributeValues(Map.of(":one", Attributes.number(1)))
                .build();
    }
}
