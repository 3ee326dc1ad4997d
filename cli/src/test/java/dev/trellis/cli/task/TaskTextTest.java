package dev.trellis.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.cli.frame.Documents;
import org.junit.jupiter.api.Test;

class TaskTextTest {
    @Test
    void shouldTellRouteReasonsTimesAttemptsAndErrorWhenAskedWhy() {
        // given
        var task = Documents.read("""
                {"id": "t1", "instance_id": "i1", "element": "check", "task_type": "a.b", "status": "failed", "attempt": 2,
                 "hold_reason": "suspended", "undo": "compensated",
                 "route": {"version": "1.2.0", "queue": "q", "reasons": [{"rule": "version.range", "detail": "^1.0"}]},
                 "times": {"queued": "2026-01-01T00:00:02Z", "ready": "2026-01-01T00:00:01Z"},
                 "attempts": [{"attempt": 1, "end": "failed", "reason": "x: y"}, {"attempt": 2}],
                 "outcome": {"error": {"code": "x", "message": "y"}}}
                """, "test");

        // when
        String why = TaskText.why(task);

        // then
        assertThat(why.lines().map(String::strip))
                .contains(
                        "its undo: compensated",
                        "held: suspended",
                        "route: version 1.2.0, queue q",
                        "because version.range: ^1.0",
                        "attempt 1 failed: x: y",
                        "error x: y");
        assertThat(why.indexOf("  ready")).isLessThan(why.indexOf("  queued"));
    }
}
