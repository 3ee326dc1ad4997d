package dev.trellis.host.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.wire.WireFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionJsonTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"task_type\": \"data.extract.csv\", \"idempotency_key\": \"k1\"}",
                "{\"task_spec\": {\"task_type\": \"data.extract.csv\", \"idempotency_key\": \"k1\"}}"
            })
    void shouldReadATaskSpecWhenBareOrWrapped(String text) {
        // when
        Submission submission = SubmissionJson.read(text);

        // then
        assertThat(submission).isInstanceOfSatisfying(Submission.OfTask.class, task -> {
            assertThat(task.spec().taskType()).isEqualTo("data.extract.csv");
            assertThat(task.spec().keys().idempotencyKey()).isEqualTo("k1");
        });
    }

    @Test
    void shouldReadTheStartOfAProcess() {
        // when
        Submission submission = SubmissionJson.read("""
                {"process": "wildlife.strikes", "version": "^1", "variables": {"limit": 12345678901234567890.10},
                 "business_key": "b", "traceparent": "%s"}""".formatted(TRACE));

        // then
        assertThat(submission).isInstanceOfSatisfying(Submission.OfProcess.class, process -> {
            assertThat(process.process()).isEqualTo("wildlife.strikes");
            assertThat(process.versionRange()).isEqualTo("^1");
            assertThat(process.variables().text()).isEqualTo("{\"limit\":12345678901234567890.10}");
            assertThat(process.keys()).isEqualTo(new SubmissionKeys(null, "b"));
            assertThat(process.traceparent()).isEqualTo(TRACE);
        });
    }

    @Test
    void shouldKeepTheTraceOfABareTaskSpec() {
        // when
        Submission submission =
                SubmissionJson.read("{\"task_type\": \"a.b\", \"traceparent\": \"%s\"}".formatted(TRACE));

        // then
        assertThat(submission.traceparent()).isEqualTo(TRACE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"proces": "a"}                                     | $
                    {"task_type": "a.b", "retries": 3}                  | $.retries
                    {"task_type": "a.b", "priority": "urgent"}          | $.priority
                    {"task_spec": {"task_type": 7}}                     | $.task_spec.task_type
                    {"task_spec": {"task_type": "a"}, "tenant": "acme"} | $.tenant
                    {"process": "a", "variables": []}                   | $.variables
                    {"process": "a"                                     | $
                    """)
    void shouldSayWhereASubmissionIsWrong(String text, String path) {
        assertThatThrownBy(() -> SubmissionJson.read(text))
                .isInstanceOfSatisfying(WireFormatException.class, wrong -> assertThat(wrong.path())
                        .isEqualTo(path));
    }
}
