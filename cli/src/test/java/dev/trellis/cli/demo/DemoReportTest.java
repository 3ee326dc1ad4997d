package dev.trellis.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Documents;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoReportTest {
    private static final JsonNode INSTANCE = Documents.read("""
            {"id": "i1", "state": "completed", "started_at": "2026-01-01T00:00:00Z", "ended_at": "2026-01-01T00:00:09.500Z",
             "tasks": [{}, {}], "variables": {"total_cost": 1234567, "total_strikes": 42, "ranking": [{}],
             "quality": {"rejected": 15}}}
            """, "test");

    @Test
    void shouldShowResultFiguresAndWhereToLookWhenAllAgrees() {
        // when
        String text = report(List.of(), 7).text();

        // then
        assertThat(text)
                .contains(
                        "42 strikes at the 1 busiest airports cost $1,234,567; 15 reports were set aside",
                        "all agree",
                        "/r/wildlife-strikes.md",
                        "webhook received 1 call\n",
                        "9.5 s from start to end, 2 tasks, 7 function processes started",
                        "./trellis get i1\n");
    }

    @Test
    void shouldShowEachDifferenceWhenTheFiguresDisagree() {
        // given
        DemoReport report = report(List.of("total cost: a", "strikes: b"), -1);

        // when
        String text = report.text();

        // then
        assertThat(text).contains("NOT WHAT THE RAW FILE SAYS", "total cost: a", "strikes: b", "2 tasks\n");
        assertThat(report.json().path("figures_agree").asBoolean()).isFalse();
    }

    private static DemoReport report(List<String> differences, long starts) {
        return new DemoReport(INSTANCE, Path.of("/r"), differences, starts, List.of("{}"));
    }
}
