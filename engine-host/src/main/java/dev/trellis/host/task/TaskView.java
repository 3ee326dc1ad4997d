package dev.trellis.host.task;

import dev.trellis.contract.task.Priority;
import dev.trellis.contract.task.TaskLifecycle;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task as it is shown.
 *
 * @param element id of the element in the BPMN file
 * @param loopIndex place in a multi-instance loop, from 0; null outside of one
 * @param pinnedVersion version of the task type that the instance was pinned to
 * @param attempt number of the present attempt, from 1
 * @param undoes the task that it undoes; null for work that goes forward
 * @param undo what becomes of its undo: {@code due}, the status of the task that undoes it, and {@code compensated} once that
 *     has succeeded; null when it is not undone
 * @param waitsFor the limit for which it waits although it is ready, with what it counts by; null when for none
 * @param times the first time of each status, by status
 * @param progress what the holder of a handed-over attempt said last, null when nothing
 */
public record TaskView(
        String id,
        String instanceId,
        String tenant,
        String element,
        @Nullable Integer loopIndex,
        String taskType,
        @Nullable String pinnedVersion,
        Priority priority,
        TaskLifecycle status,
        int attempt,
        Instant createdAt,
        Instant readyAt,
        @Nullable String undoes,
        @Nullable String undo,
        @Nullable String waitsFor,
        Map<String, Instant> times,
        @Nullable Progress progress) {
    /**
     * How far an attempt is.
     *
     * @param percent 0 to 100, null when it cannot say
     * @param at when it said so
     */
    public record Progress(
            @Nullable Integer percent, @Nullable String message, Instant at) {}
}
