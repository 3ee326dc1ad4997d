package dev.trellis.host.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TEXT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void shouldReadWhatItWrites() {
        // when
        TraceContext context = TraceContext.of(TEXT).orElseThrow();

        // then
        assertThat(context).isEqualTo(new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true));
        assertThat(context.text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-aa-bb-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
            })
    void shouldCountWhatIsNoneAsAbsent(String text) {
        assertThat(TraceContext.of(text)).isEmpty();
    }

    @Test
    void shouldHandOnASubmittersContextWhereThePlatformDoesNotTrace() {
        assertThat(SpanIds.ofTask(TEXT, "root", "task")).isEqualTo(TEXT);
        assertThat(SpanIds.ofRequest(TEXT, "task", "token")).isEqualTo(TEXT);
        assertThat(SpanIds.ofRequest(null, "task", "token")).isNull();
    }

    @Test
    void shouldLeadFromTheInstanceOverTheTaskToTheRequestWhereItDoes() {
        // given
        TraceContext sender = TraceContext.of(TEXT).orElseThrow();
        String instance = sender.at(SpanIds.instance("root")).text();

        // when
        String task = SpanIds.ofTask(instance, "root", "task");
        String request = SpanIds.ofRequest(task, "task", "token");

        // then
        assertThat(task).isEqualTo(sender.at(SpanIds.task("task")).text());
        assertThat(request).isEqualTo(sender.at(SpanIds.send("token")).text());
    }
}
