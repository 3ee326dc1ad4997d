package dev.trellis.contract.task;

import java.util.Objects;

/**
 * One attempt at a task. The token names the attempt, not a lease: a redelivery carries the same token, a new attempt
 * a new one, and an outcome counts only under the token of the current attempt.
 *
 * @param taskId the task
 * @param number 1 for the first attempt
 * @param token unguessable; at least 128 bits of randomness
 */
public record Attempt(TaskId taskId, int number, String token) {
    public Attempt {
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(token, "token");
        if (number < 1) {
            throw new IllegalArgumentException("attempts are counted from 1, not " + number);
        }
    }

    @Override
    public String toString() {
        return taskId + "#" + number;
    }
}
