package dev.trellis.tde.runtime.fn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class TaskMessageTest {
    @Test
    void shouldKeepEveryDigitAndFieldWhenABindingReadsIt() throws Exception {
        // given
        String body =
                "{\"unknown\":{\"pi\":3.14159265358979323846264338327950288},\"n\":12345678901234567890123,\"a\":[1,null]}";

        // when
        TaskMessage message = new ObjectMapper().readerFor(TaskMessage.class).readValue(body);

        // then
        assertThat(message.text()).isEqualTo(body);
    }
}
