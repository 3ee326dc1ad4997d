package dev.trellis.host.task;

import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a task: what {@code trellis why} shows.
 *
 * @param inputs a JSON object
 * @param outcome the accepted outcome message, null while there is none
 * @param holdReason why it waits: approval, suspension, a deferral; null when nothing holds it
 * @param attempts oldest first
 */
public record TaskDetail(
        TaskView task,
        Json inputs,
        @Nullable Json outcome,
        @Nullable String holdReason,
        @Nullable Route route,
        List<AttemptView> attempts) {
    /**
     * One attempt.
     *
     * @param end how it ended, for example {@code failed}; null while it is the present one
     * @param reason error code and message, or why a new attempt was made
     */
    public record AttemptView(
            int attempt,
            Instant createdAt,
            @Nullable Instant endedAt,
            @Nullable String end,
            @Nullable String reason) {}
}
