package dev.trellis.host.trace;

import dev.trellis.contract.json.Json;
import dev.trellis.host.json.JsonValues;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the submission of a traced instance came in.
 *
 * @param trace whose trace the instance belongs to
 * @param parent the submitter's span; null when the trace begins here
 * @param way a method and a route, or a queue's name
 */
public record Origin(Trace trace, @Nullable String parent, String way, Instant receivedAt) {
    /** A trace, and whether it is kept. */
    public record Trace(String id, boolean sampled) {}

    /** The context of an instance that begins a call tree. */
    public String contextOf(String instanceId) {
        return new TraceContext(trace.id(), SpanIds.instance(instanceId), trace.sampled()).text();
    }

    /** What is kept of it with the instance. */
    public Json toJson() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("way", way);
        members.put("received_at", receivedAt.toString());
        members.put("parent", parent);
        return JsonValues.json(members);
    }
}
