package dev.trellis.infra.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResponseTest {

    private static final List<String> BATCH = List.of("a", "b", "c");

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}"})
    void shouldReportNoFailureWhenNoneIsListed(String payload) {
        // when // then
        assertThat(failures(payload)).isEmpty();
    }

    @Test
    void shouldReportTheListedWhenSomeFailed() {
        // when // then
        assertThat(failures("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}"))
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "\"text\"",
                "[]",
                "{\"batchItemFailures\":\"b\"}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"other\":\"b\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"},{\"itemIdentifier\":\"stranger\"}]}"
            })
    void shouldReportAllWhenTheAnswerCannotBeTrusted(String payload) {
        // when // then
        assertThat(failures(payload)).containsExactlyInAnyOrderElementsOf(BATCH);
    }

    private static Set<String> failures(String payload) {
        return BatchResponse.failures(payload.getBytes(StandardCharsets.UTF_8), BATCH);
    }
}
