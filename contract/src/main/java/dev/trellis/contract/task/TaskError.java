package dev.trellis.contract.task;

import java.util.Objects;

/**
 * Why a task failed.
 *
 * @param code stable, machine-readable; also matched against BPMN error codes
 * @param message what, where and what to do, for a person; never holds a secret
 * @param retryable whether another attempt may succeed
 */
public record TaskError(String code, String message, boolean retryable) {
    public TaskError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
    }
}
