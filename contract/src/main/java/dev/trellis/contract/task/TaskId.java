package dev.trellis.contract.task;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The identity of one activation of one BPMN element; every attempt at it shares this id.
 *
 * @param value 1 to 128 characters of {@code [A-Za-z0-9._:-]}
 */
public record TaskId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    public TaskId {
        Objects.requireNonNull(value, "value");
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("not a task id: 1 to 128 characters of [A-Za-z0-9._:-] are expected");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
