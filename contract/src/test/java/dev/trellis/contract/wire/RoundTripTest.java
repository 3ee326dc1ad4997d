package dev.trellis.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldReadWhatWasWrittenWhenTheRequestIsAnyOne(long seed) {
        // given
        TaskRequest request = new RandomMessages(seed).request();

        // when
        String text = TaskRequestJson.write(request);

        // then
        assertThat(TaskRequestJson.read(text)).isEqualTo(request);
        assertThat(TaskRequestJson.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(request);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldReadWhatWasWrittenWhenTheOutcomeIsAnyOne(long seed) {
        // given
        Outcome outcome = new RandomMessages(seed).outcome();

        // when
        String text = OutcomeJson.write(outcome);

        // then
        assertThat(OutcomeJson.read(text)).isEqualTo(outcome);
        assertThat(Golden.violations("outcome", text)).isEmpty();
    }
}
