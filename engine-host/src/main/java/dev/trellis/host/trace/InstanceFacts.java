package dev.trellis.host.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the tables say of an instance.
 *
 * @param context of the root of its call tree
 * @param submission how it came in; null for a called one
 * @param endedAt null while it runs
 */
record InstanceFacts(
        TraceContext context,
        String id,
        @Nullable String parentId,
        Kind kind,
        @Nullable Submission submission,
        Instant startedAt,
        @Nullable Instant endedAt) {
    /** What it is. */
    record Kind(String process, String version, String tenant, String state) {}

    /**
     * How its submission came in.
     *
     * @param way a method and a route, or a queue's name
     * @param parent the submitter's span
     */
    record Submission(
            String way, Instant receivedAt, @Nullable String parent) {}
}
