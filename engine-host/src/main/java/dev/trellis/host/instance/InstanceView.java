package dev.trellis.host.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance as it is shown.
 *
 * @param rootId the outermost caller; the instance itself when nobody called it
 * @param parentId the instance whose call activity started it
 * @param businessKey the name of the case in the submitter's world
 * @param submitter who started it
 * @param endReason why it was cancelled
 * @param compensation {@code compensating} while tasks of it are undone, {@code compensated} once all that was to be undone is,
 *     {@code failed} when an undo was given up; null when nothing was undone
 * @param traceId of the trace that its submission belongs to or began
 */
public record InstanceView(
        String id,
        String rootId,
        @Nullable String parentId,
        String process,
        String version,
        String tenant,
        InstanceState state,
        @Nullable String businessKey,
        String submitter,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String endReason,
        @Nullable String compensation,
        @Nullable String traceId) {}
