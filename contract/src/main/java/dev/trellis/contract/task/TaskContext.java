package dev.trellis.contract.task;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a task and is no input of it.
 *
 * @param tenant who the work is done for
 * @param idempotencyKey handed to outside systems that take one
 * @param dataClasses classes of the data in the inputs
 * @param tags process and data tags, for example {@code process}, {@code instance}, {@code element}
 * @param traceparent W3C trace context
 */
public record TaskContext(
        String tenant,
        @Nullable String idempotencyKey,
        List<String> dataClasses,
        Map<String, String> tags,
        @Nullable String traceparent) {
    public TaskContext {
        Objects.requireNonNull(tenant, "tenant");
        dataClasses = List.copyOf(dataClasses);
        tags = Map.copyOf(tags);
    }
}
