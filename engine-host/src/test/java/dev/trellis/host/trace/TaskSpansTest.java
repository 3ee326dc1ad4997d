package dev.trellis.host.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.host.trace.TaskFacts.AttemptFacts;
import dev.trellis.host.trace.TaskFacts.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskSpansTest {
    private static final TraceContext CONTEXT = new TraceContext("a".repeat(32), "b".repeat(16), true);
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void shouldSendAMessageBeforeItsFunctionBeganAlsoWhenThatWasConfirmedLate() {
        // when
        List<RunSpan> spans = TaskSpans.of(task(attempt(at(5), ran(2, 3))));

        // then
        assertThat(named(spans, "send trellis-task-test-one").end()).isEqualTo(at(2));
    }

    @Test
    void shouldTellTheWorkWithADatabaseBelowTheFunction() {
        // when
        RunSpan database = named(TaskSpans.of(task(attempt(at(1), ran(2, 3)))), "postgresql");

        // then
        assertThat(database.parent()).isEqualTo(SpanIds.function("token"));
        assertThat(database.start()).isEqualTo(at(2));
        assertThat(database.end()).isEqualTo(at(2).plusMillis(250));
    }

    @Test
    void shouldKeepWhatAnExecutionTells() {
        // given
        Execution told = ran(2, 3);

        // when
        Execution kept = Execution.of(told.toJson());

        // then
        assertThat(kept).isEqualTo(told);
    }

    @Test
    void shouldTellTheSendingAloneOfAnAttemptThatNobodyAnswered() {
        // when
        List<RunSpan> spans = TaskSpans.of(task(attempt(at(1), null)));

        // then
        assertThat(spans).extracting(RunSpan::name).containsExactly("task one", "send trellis-task-test-one");
    }

    @Test
    void shouldTellNoSendingOfAnAttemptThatNeverLeft() {
        // when
        List<RunSpan> spans = TaskSpans.of(task(attempt(null, null)));

        // then
        assertThat(spans).extracting(RunSpan::name).containsExactly("task one");
    }

    @Test
    void shouldEndNoSpanBeforeItBeginsWhenAFunctionsClockIsAhead() {
        // when
        List<RunSpan> spans = TaskSpans.of(task(attempt(at(1), ran(90, 91))));

        // then
        assertThat(spans).allMatch(span -> !span.end().isBefore(span.start()));
    }

    private static RunSpan named(List<RunSpan> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TaskFacts task(AttemptFacts attempt) {
        return new TaskFacts(
                CONTEXT,
                "task",
                "instance",
                new TaskFacts.Kind("one", null, "test.one", "1.0.0", "default"),
                "succeeded",
                List.of(),
                Map.of("succeeded", at(10)),
                NOON,
                List.of(attempt));
    }

    private static AttemptFacts attempt(@Nullable Instant queuedAt, @Nullable Execution execution) {
        Reply reply = execution == null ? null : new Reply(at(9), "applied", execution);
        return new AttemptFacts(1, "token", null, "pdo", NOON, queuedAt, at(10), reply);
    }

    private static Execution ran(int from, int to) {
        return new Execution(
                at(from),
                at(to),
                true,
                null,
                "succeeded",
                null,
                DatabaseWork.of(
                        Map.of("db_postgresql_at_ms", (double) at(from).toEpochMilli(), "db_postgresql_ms", 250.0)));
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }
}
