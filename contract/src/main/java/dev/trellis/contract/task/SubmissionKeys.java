package dev.trellis.contract.task;

import org.jspecify.annotations.Nullable;

/**
 * What makes a submission recognisable.
 *
 * @param idempotencyKey the same key submitted again by the same tenant starts nothing
 * @param businessKey the name of the case in the submitter's world; unique per process and tenant while given
 */
public record SubmissionKeys(
        @Nullable String idempotencyKey, @Nullable String businessKey) {
    public static final SubmissionKeys NONE = new SubmissionKeys(null, null);
}
