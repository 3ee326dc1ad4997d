package dev.trellis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/** What must have come of an instance that has ended: every step of it, and no span whose parent is missing. */
record WholeTrace(OtlpCollector collector, TrialPlatform platform) {
    /** Waits for the last span of an instance and checks the rest; returns the trace's id. */
    String of(JsonNode ended) {
        String trace = ended.path("trace_id").asText();
        String instance = ended.get("id").asText();
        TrialPlatform.eventually(
                "the trace of instance " + instance,
                () -> collector.ofTrace(trace),
                spans -> named(spans, "run ").size() == 1,
                spans -> spans);
        List<Span> spans = collector.ofTrace(trace);
        String tree = collector.tree(trace);
        assertThat(collector.orphans(trace)).as(tree).isEmpty();
        assertThat(spans).as(tree).allMatch(collector::knowsLinks);
        List<JsonNode> tasks = HostRest.items(platform.host().get("/v1/tasks?limit=500&instance=" + instance))
                .toList();
        assertThat(named(spans, "task ")).as(tree).hasSameSizeAs(tasks);
        // An attempt whose function died has a sending span and no more; one that counted has all.
        assertThat(named(spans, "process trellis-outcomes").size()).as(tree).isGreaterThanOrEqualTo(tasks.size());
        assertThat(named(spans, "trellis-task-").size()).as(tree).isGreaterThanOrEqualTo(tasks.size());
        assertThat(named(spans, "send trellis-task-").size()).as(tree).isGreaterThanOrEqualTo(tasks.size());
        return trace;
    }

    private static List<Span> named(List<Span> spans, String prefix) {
        return spans.stream().filter(span -> span.getName().startsWith(prefix)).toList();
    }
}
