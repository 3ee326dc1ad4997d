package dev.trellis.host.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.host.json.JsonValues;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    @Test
    void shouldWriteOneLineWithTheTraceThatItIsAbout() {
        // given
        ExtLogRecord logged = new ExtLogRecord(Level.WARN, "it \"broke\"\nin two", JsonLineTest.class.getName());
        logged.setLoggerName("dev.trellis.host");
        logged.setThrown(new IllegalStateException("of itself"));
        logged.putMdc("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");

        // when
        String text = new JsonLine().format(logged);

        // then
        assertThat(text.lines()).hasSize(1);
        Map<String, @Nullable Object> line = JsonValues.object(new Json(text));
        assertThat(line)
                .containsEntry("message", "it \"broke\"\nin two")
                .containsEntry("level", "WARN")
                .containsEntry("logger", "dev.trellis.host")
                .containsEntry("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(String.valueOf(line.get("stack_trace"))).contains("IllegalStateException: of itself");
    }
}
