package dev.trellis.cli.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Documents;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private final RunProgress progress =
            new RunProgress(new ElementNames(Map.of("check", "Check the rows", "costs", "Cost statistics")));

    @Test
    void shouldSayEachEndOnceWhenLookedAtTwice() {
        // given
        JsonNode instance = instance(task("t1", "check", null, "succeeded", 1));

        // when
        var first = progress.news(instance);
        var second = progress.news(instance);

        // then
        assertThat(first).singleElement().asString().contains("✓", "Check the rows", "2.5 s", "(1.5 s)");
        assertThat(second).isEmpty();
    }

    @Test
    void shouldCountLoopPlacesFromOneWhenInALoop() {
        // given
        JsonNode instance = instance(task("t1", "costs", 3, "failed", 1));

        // when
        var news = progress.news(instance);

        // then
        assertThat(news).singleElement().asString().contains("✗", "Cost statistics #4", "failed");
    }

    @Test
    void shouldSayAnAttemptOnceWhenATaskIsTriedAgain() {
        // given
        JsonNode instance = instance(task("t1", "check", null, "queued", 2));

        // when
        var first = progress.news(instance);
        var second = progress.news(instance);

        // then
        assertThat(first).singleElement().asString().contains("Check the rows: attempt 2");
        assertThat(second).isEmpty();
    }

    @Test
    void shouldNameThePersonsTaskAndTheIncidentWhenTheyHoldTheInstance() {
        // given
        JsonNode instance = Documents.read("""
                {"started_at": "2026-01-01T00:00:00Z", "tasks": [],
                 "activities": [{"element": "approve", "kind": "userTask", "name": ""}],
                 "incidents": [{"id": "i1", "code": "python.exit", "message": "exit code 3"}]}
                """, "test");

        // when
        var news = progress.news(instance);

        // then
        assertThat(news).hasSize(2);
        assertThat(news.get(0)).contains("incident python.exit: exit code 3");
        assertThat(news.get(1)).contains("approve waits for a person");
    }

    @Test
    void shouldGatherWhatRunsWhenSeveralOfOneKindRun() {
        // given
        JsonNode instance = instance(task("t1", "check", null, "succeeded", 1) + ","
                + task("t2", "check", null, "running", 1) + "," + task("t3", "check", null, "running", 1));

        // when
        String now = progress.now(instance);

        // then
        assertThat(now).contains("1 tasks done", "2 × Check the rows running");
    }

    private static JsonNode instance(String tasks) {
        return Documents.read(
                "{\"started_at\": \"2026-01-01T00:00:00Z\", \"tasks\": [" + tasks
                        + "], \"activities\": [], \"incidents\": []}",
                "test");
    }

    private static String task(
            String id, String element, @org.jspecify.annotations.Nullable Integer loop, String status, int attempt) {
        String place = loop == null ? "" : ", \"loop_index\": " + loop;
        return """
                {"id": "%s", "element": "%s", "status": "%s", "attempt": %d, "created_at": "2026-01-01T00:00:01Z",
                 "times": {"%s": "2026-01-01T00:00:02.500Z"}%s}
                """.formatted(id, element, status, attempt, status, place);
    }
}
