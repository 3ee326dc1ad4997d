package dev.trellis.contract.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks of those that a policy matches may be under way at once, and how many may begin in a time. Tasks count
 * together as far as they agree in what {@code by} names; all together when it names nothing.
 *
 * @param name unique within its policy
 * @param by what tells counts apart: {@value #TENANT}, {@value #TASK_TYPE}, or {@value #INPUTS} and the path of an input
 * @param concurrency tasks between lease and end, null when unlimited
 * @param rate null when unlimited
 */
public record TaskLimit(
        String name,
        List<String> by,
        @Nullable Integer concurrency,
        @Nullable Rate rate) {
    public static final String TENANT = "tenant";
    public static final String TASK_TYPE = "task_type";
    public static final String INPUTS = "inputs.";

    public TaskLimit {
        by = List.copyOf(by);
    }

    /**
     * A bucket of tokens of which each task that is leased takes one.
     *
     * @param tasks how many come back in {@code seconds}
     * @param burst how many the bucket holds
     */
    public record Rate(int tasks, int seconds, int burst) {}
}
