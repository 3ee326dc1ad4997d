package dev.trellis.infra.aws;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore.ExecutionRecord;
import dev.trellis.contract.port.ExecutionStore.Progress;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How an execution record lies in its table. */
final class ExecutionItem {

    static final String KEY = "key";
    static final String ATTEMPT = "attempt";
    static final String OWNER = "owner";
    static final String HEARTBEAT_AT = "heartbeat_at";
    static final String OUTCOME = "outcome";
    static final String SUCCEEDED = "succeeded";
    static final String TOMBSTONE = "tombstone";
    static final String PERCENT = "progress_percent";
    static final String MESSAGE = "progress_message";
    static final String PROGRESS_AT = "progress_at";
    static final String EXPIRES_AT = "expires_at";

    /** {@code tenant|task id|action}; a bar in a tenant's name is escaped, so that no two keys are one. */
    static Map<String, AttributeValue> key(ExecutionKey key) {
        String tenant = key.tenant().replace("%", "%25").replace("|", "%7C");
        String action = key.action().name().toLowerCase(Locale.ROOT);
        return Map.of(KEY, Attributes.text(tenant + "|" + key.taskId().value() + "|" + action));
    }

    static ExecutionRecord read(Map<String, AttributeValue> item) {
        return new ExecutionRecord(
                (int) Attributes.numberOf(item, ATTEMPT),
                Attributes.textOf(item, OWNER),
                Attributes.instantOf(item, HEARTBEAT_AT),
                outcome(item),
                Attributes.flagOf(item, TOMBSTONE),
                progress(item));
    }

    private static @Nullable StoredOutcome outcome(Map<String, AttributeValue> item) {
        String outcome = Attributes.textOf(item, OUTCOME);
        return outcome == null ? null : new StoredOutcome(Attributes.flagOf(item, SUCCEEDED), new Json(outcome));
    }

    private static @Nullable Progress progress(Map<String, AttributeValue> item) {
        Instant at = Attributes.instantOf(item, PROGRESS_AT);
        return at == null
                ? null
                : new Progress(at, Attributes.integerOf(item, PERCENT), Attributes.textOf(item, MESSAGE));
    }

    private ExecutionItem() {}
}
