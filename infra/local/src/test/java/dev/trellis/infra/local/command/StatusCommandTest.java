package dev.trellis.infra.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class StatusCommandTest {
    @Test
    void shouldSayWhatToDoWhenTheHostRaisesAnAlarm() throws Exception {
        // given
        JsonNode alarm = new ObjectMapper().readTree("""
                {"name": "instances.stuck", "count": 1, "message": "1 instances run in which nothing can happen",
                 "advice": "look with trellis get INSTANCE", "examples": ["01J"]}""");

        // when
        String text = StatusCommand.text(alarm);

        // then
        assertThat(text.lines())
                .containsExactly(
                        "  ALARM instances.stuck: 1 instances run in which nothing can happen (01J)",
                        "    look with trellis get INSTANCE");
    }
}
