package dev.trellis.infra.aws;

import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Why DynamoDB cancelled a transaction. */
enum Cancellation {
    /** A condition did not hold. */
    CONDITION,
    /** Another transaction held an item. */
    COLLISION,
    OTHER;

    static Cancellation of(TransactionCanceledException canceled) {
        Set<String> codes = canceled.cancellationReasons().stream()
                .map(CancellationReason::code)
                .collect(Collectors.toSet());
        if (codes.contains("ConditionalCheckFailed")) {
            return CONDITION;
        }
        return codes.contains("TransactionConflict") ? COLLISION : OTHER;
    }
}
