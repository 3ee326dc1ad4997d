package dev.trellis.infra.aws;

import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.task.Attempt;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Execution records in a DynamoDB table, each operation one conditional write. Every condition accepts the same write again,
 * because the SDK repeats a request whose answer was lost.
 */
final class DynamoExecutionStore implements ExecutionStore {

    /** Longer than any queue keeps a message, so that no redelivery meets a record that has vanished. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String HELD = "attempt = :attempt AND #owner = :owner";

    private static final String CLAIM = "SET attempt = :attempt, #owner = :owner, heartbeat_at = :now,"
            + " expires_at = :expires REMOVE outcome, succeeded, progress_at, progress_percent, progress_message";

    private static final String CLAIMABLE = "attribute_not_exists(#key) OR (attribute_not_exists(tombstone) AND ("
            + "(attempt < :attempt AND (attribute_not_exists(outcome) OR succeeded = :no)) OR ("
            + HELD + " AND attribute_not_exists(outcome))))";

    private final Supplier<DynamoDbClient> client;
    private final String table;
    private final InstantSource clock;

    DynamoExecutionStore(Supplier<DynamoDbClient> client, String table, InstantSource clock) {
        this.client = client;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Claim claim(ExecutionKey key, Attempt attempt, String owner, Instant now) {
        Map<String, AttributeValue> values = owned(attempt, owner);
        values.put(":now", Attributes.text(now.toString()));
        values.put(":no", Attributes.flag(false));
        values.put(":expires", expiry());
        UpdateItemRequest request = update(key)
                .updateExpression(CLAIM)
                .conditionExpression(CLAIMABLE)
                .expressionAttributeNames(Map.of("#owner", ExecutionItem.OWNER, "#key", ExecutionItem.KEY))
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return AwsCall.of("DynamoDB claim in " + table, () -> {
            try {
                var unused = client.get().updateItem(request);
                return new Claim.Granted();
            } catch (ConditionalCheckFailedException refused) {
                return refusal(refused.item(), attempt);
            }
        });
    }

    private static Claim refusal(Map<String, AttributeValue> item, Attempt attempt) {
        ExecutionRecord known = ExecutionItem.read(item);
        StoredOutcome outcome = known.outcome();
        if (outcome != null && (outcome.succeeded() || known.attempt() == attempt.number())) {
            return new Claim.Done(outcome);
        }
        return known.tombstoned() ? new Claim.Tombstoned() : new Claim.Busy(known);
    }

    @Override
    public Pulse heartbeat(ExecutionKey key, Attempt attempt, String owner, Progress progress) {
        Map<String, AttributeValue> values = owned(attempt, owner);
        values.put(":at", Attributes.text(progress.at().toString()));
        String set = "SET heartbeat_at = :at, progress_at = :at";
        String remove = "";
        Integer percent = progress.percent();
        if (percent == null) {
            remove += " REMOVE progress_percent";
        } else {
            values.put(":percent", Attributes.number(percent));
            set += ", progress_percent = :percent";
        }
        String message = progress.message();
        if (message == null) {
            remove += (remove.isEmpty() ? " REMOVE" : ",") + " progress_message";
        } else {
            values.put(":message", Attributes.text(message));
            set += ", progress_message = :message";
        }
        UpdateItemRequest request = update(key)
                .updateExpression(set + remove)
                .conditionExpression(HELD + " AND attribute_not_exists(outcome)")
                .expressionAttributeNames(Map.of("#owner", ExecutionItem.OWNER))
                .expressionAttributeValues(values)
                .returnValues(ReturnValue.ALL_NEW)
                .build();
        return AwsCall.of("DynamoDB heartbeat in " + table, () -> {
            try {
                Map<String, AttributeValue> now =
                        client.get().updateItem(request).attributes();
                return Attributes.flagOf(now, ExecutionItem.TOMBSTONE) ? Pulse.CANCELLED : Pulse.GO_ON;
            } catch (ConditionalCheckFailedException lost) {
                return Pulse.LOST;
            }
        });
    }

    @Override
    public boolean complete(ExecutionKey key, Attempt attempt, String owner, StoredOutcome outcome) {
        String text = outcome.outcome().text();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_OUTCOME_BYTES) {
            throw new IllegalArgumentException(
                    "an outcome of %d bytes is larger than %d; store its outputs as a claim check"
                            .formatted(bytes, MAX_OUTCOME_BYTES));
        }
        Map<String, AttributeValue> values = owned(attempt, owner);
        values.put(":outcome", Attributes.text(text));
        values.put(":succeeded", Attributes.flag(outcome.succeeded()));
        UpdateItemRequest request = update(key)
                .updateExpression("SET outcome = :outcome, succeeded = :succeeded")
                .conditionExpression(HELD + " AND (attribute_not_exists(outcome) OR outcome = :outcome)")
                .expressionAttributeNames(Map.of("#owner", ExecutionItem.OWNER))
                .expressionAttributeValues(values)
                .build();
        return AwsCall.of("DynamoDB complete in " + table, () -> {
            try {
                var unused = client.get().updateItem(request);
                return true;
            } catch (ConditionalCheckFailedException lost) {
                return false;
            }
        });
    }

    @Override
    public void tombstone(ExecutionKey key, Instant now) {
        UpdateItemRequest request = update(key)
                .updateExpression("SET tombstone = :yes, tombstone_at = if_not_exists(tombstone_at, :now),"
                        + " expires_at = :expires")
                .expressionAttributeValues(Map.of(
                        ":yes", Attributes.flag(true),
                        ":now", Attributes.text(now.toString()),
                        ":expires", expiry()))
                .build();
        var unused =
                AwsCall.of("DynamoDB tombstone in " + table, () -> client.get().updateItem(request));
    }

    @Override
    public Optional<ExecutionRecord> read(ExecutionKey key) {
        Map<String, AttributeValue> item = AwsCall.of("DynamoDB read of " + table, () -> client.get()
                .getItem(r -> r.tableName(table).key(ExecutionItem.key(key)).consistentRead(true))
                .item());
        return item.isEmpty() ? Optional.empty() : Optional.of(ExecutionItem.read(item));
    }

    private UpdateItemRequest.Builder update(ExecutionKey key) {
        return UpdateItemRequest.builder().tableName(table).key(ExecutionItem.key(key));
    }

    private static Map<String, AttributeValue> owned(Attempt attempt, String owner) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":attempt", Attributes.number(attempt.number()));
        values.put(":owner", Attributes.text(owner));
        return values;
    }

    /** By the wall clock, whatever time the caller gives: the service compares it with its own. */
    private AttributeValue expiry() {
        return Attributes.number(clock.instant().plus(KEPT).getEpochSecond());
    }
}
