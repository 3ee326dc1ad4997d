package dev.trellis.host.trace;

import dev.trellis.contract.wire.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The ids of spans, made from the ids of what they are about: whoever knows a task knows its span, on any host and after any
 * restart, and a span that is exported twice has the same id.
 */
public final class SpanIds {
    private static final int DIGITS = 16;

    private SpanIds() {}

    static String submission(String instanceId) {
        return id("submission", instanceId);
    }

    /** The span of an instance. */
    public static String instance(String instanceId) {
        return id("instance", instanceId);
    }

    static String task(String taskId) {
        return id("task", taskId);
    }

    static String send(String attemptToken) {
        return id("send", attemptToken);
    }

    static String function(String attemptToken) {
        return id("function", attemptToken);
    }

    static String database(String attemptToken) {
        return id("database", attemptToken);
    }

    static String outcome(String attemptToken) {
        return id("outcome", attemptToken);
    }

    private static String id(String kind, String name) {
        return Sha256.hexOf(kind + "/" + name).substring(0, DIGITS);
    }

    /**
     * What the tasks of an instance carry on: the span of the task where the platform traces the instance, which is seen by the
     * instance's own context; else what the submitter sent, as it came.
     *
     * @param traceparent of the instance
     */
    public static @Nullable String ofTask(@Nullable String traceparent, String rootId, String taskId) {
        return moved(traceparent, instance(rootId), task(taskId));
    }

    /**
     * What the request of an attempt carries: the span that sends it, where the platform traces the task.
     *
     * @param traceparent of the task
     */
    public static @Nullable String ofRequest(@Nullable String traceparent, String taskId, String attemptToken) {
        return moved(traceparent, task(taskId), send(attemptToken));
    }

    private static @Nullable String moved(@Nullable String traceparent, String from, String to) {
        if (traceparent == null) {
            return null;
        }
        return TraceContext.of(traceparent)
                .filter(context -> context.spanId().equals(from))
                .map(context -> context.at(to).text())
                .orElse(traceparent);
    }
}
