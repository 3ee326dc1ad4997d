package dev.trellis.pdo.fn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trellis.pdo.invocation.WakeUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WakeUpTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"version\":\"0\",\"detail-type\":\"Scheduled Event\",\"source\":\"aws.events\",\"detail\":{}} | aws.events",
                "{\"source\":\"trellis.nudge\",\"reason\":\"task ready\"} | trellis.nudge",
                "{} | unknown",
            })
    void shouldTakeEveryTimerAndNudge(String payload, String sender) throws JsonProcessingException {
        // when
        WakeUp wakeUp = mapper.readValue(payload, WakeUp.class);

        // then
        assertThat(wakeUp.mustCarryNothing().sender()).isEqualTo(sender);
    }

    @Test
    void shouldRefuseABatchOfAQueue() throws JsonProcessingException {
        // given
        WakeUp batch = mapper.readValue("{\"Records\":[{\"body\":\"{}\"}]}", WakeUp.class);

        // then
        assertThatIllegalArgumentException()
                .isThrownBy(batch::mustCarryNothing)
                .withMessageContaining("event source mapping");
    }

    @Test
    void shouldTrainWithPayloadsThatTheFunctionTakes() throws IOException {
        // given
        List<Path> payloads;
        try (Stream<Path> files = Files.list(Path.of("src/training"))) {
            payloads = files.filter(file -> file.toString().endsWith(".json")).toList();
        }

        // then
        assertThat(payloads).isNotEmpty().allSatisfy(file -> assertThat(
                        mapper.readValue(file.toFile(), WakeUp.class).source())
                .isNotNull());
    }
}
