package dev.trellis.contract.task;

import java.util.Objects;

/**
 * The identity of one activation of one BPMN element; every attempt at it shares this id.
 *
 * @param value 1 to 128 characters of {@code [A-Za-z0-9._:-]}
 */
public record TaskId(String value) {
    public TaskId {
        Objects.requireNonNull(value, "value");
        if (!value.matches("[A-Za-z0-9._:-]{1,128}")) {
            throw new IllegalArgumentException("not a task id: 1 to 128 characters of [A-Za-z0-9._:-] are expected");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
