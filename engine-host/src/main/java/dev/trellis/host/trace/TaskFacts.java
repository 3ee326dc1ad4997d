package dev.trellis.host.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tables say of a task that has ended.
 *
 * @param causes the tokens of the attempts whose outcomes let the process come here, the last one first
 * @param times of each status that it had; those of the way to its function are of its last attempt
 * @param attempts oldest first
 */
record TaskFacts(
        TraceContext context,
        String id,
        String instanceId,
        Kind kind,
        String status,
        List<String> causes,
        Map<String, Instant> times,
        Instant createdAt,
        List<AttemptFacts> attempts) {
    /** What it is. */
    record Kind(
            String element,
            @Nullable Integer loopIndex,
            String taskType,
            @Nullable String version,
            String tenant) {}

    /**
     * One attempt.
     *
     * @param queue where it was sent; null when nobody confirmed that
     * @param leasedAt when an orchestrator got it; null when none did
     * @param queuedAt when the orchestrator confirmed that it is on its queue
     * @param endedAt when the kernel took it for ended
     * @param reply what came back; null when nothing did
     */
    record AttemptFacts(
            int number,
            String token,
            @Nullable String queue,
            @Nullable String orchestrator,
            @Nullable Instant leasedAt,
            @Nullable Instant queuedAt,
            Instant endedAt,
            @Nullable Reply reply) {}

    /**
     * An outcome as it was received.
     *
     * @param verdict what the kernel made of it
     */
    record Reply(Instant receivedAt, String verdict, Execution execution) {}
}
