package dev.trellis.tde.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.TaskRequestJson;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLogTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void shouldNameTaskAndTraceInEachLine() {
        // when
        log(null).write(Level.INFO, request(), "started", null);

        // then
        JsonNode line = line();
        assertThat(line.get("trace_id").asText()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(line.get("span_id").asText()).isEqualTo("00f067aa0ba902b7");
        assertThat(line.get("task_id").asText()).isEqualTo("task-1");
        assertThat(line.get("message").asText()).isEqualTo("started");
        assertThat(line.toString()).doesNotContain("canary");
    }

    @Test
    void shouldKeepAStackTraceInOneLine() {
        // when
        log(null).write(Level.ERROR, request(), "broke", new IllegalStateException("of itself"));

        // then
        assertThat(line().get("stack_trace").asText()).contains("IllegalStateException: of itself\n");
    }

    @Test
    void shouldEmbedFiguresWhereANamespaceIsNamed() {
        // when
        log("Trellis").settled(request(), "succeeded", "succeeded", Map.of("duration_ms", 7.0, "cold_start", 1.0));

        // then
        JsonNode line = line();
        JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
        assertThat(directive.get("Namespace").asText()).isEqualTo("Trellis");
        assertThat(directive.get("Metrics"))
                .hasSize(3)
                .allMatch(metric -> line.has(metric.get("Name").asText()));
        assertThat(directive.at("/Dimensions/0/0").asText()).isEqualTo("task_type");
        assertThat(line.get("task_type").asText()).isEqualTo("demo.sum");
        assertThat(line.at("/_aws/Timestamp").asLong()).isEqualTo(CLOCK.millis());
    }

    @Test
    void shouldEmbedNothingUnasked() {
        // when
        log(null).settled(request(), "succeeded", "succeeded", Map.of("duration_ms", 7.0, "cold_start", 0.0));

        // then
        assertThat(line().has("_aws")).isFalse();
    }

    @Test
    void shouldWriteTextUnlessJsonIsWanted() {
        assertThat(LogForm.of(Map.of(), CLOCK)).isInstanceOf(TextLog.class);
        assertThat(LogForm.of(Map.of("TRELLIS_LOG", "json"), CLOCK)).isInstanceOf(JsonLog.class);
    }

    private JsonLog log(@Nullable String namespace) {
        return new JsonLog(new PrintStream(out, true, StandardCharsets.UTF_8), CLOCK, namespace);
    }

    private JsonNode line() {
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        return JsonText.parseObject(new Json(text));
    }

    private static TaskRequest request() {
        return TaskRequestJson.read("""
                {"contract": "trellis/v1", "task_id": "task-1", "attempt": 2, "attempt_token": "t", "action": "execute",
                 "task_type": "demo.sum", "version": "1.0.0", "adapter": "java", "ref": "r", "settings": {},
                 "inputs": {"a": "canary"}, "artifacts_in": [], "not_after": "2026-01-31T13:00:00Z", "timeout_s": 60,
                 "heartbeat_s": 10, "tenant": "default", "data_classes": [], "tags": {},
                 "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}""");
    }
}
