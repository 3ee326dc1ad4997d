package dev.trellis.infra.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacingTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "3, 4", "6, 30", "500, 30"})
    void shouldDoubleTheWaitUpToTheLimitWhenFailuresGoOn(int failures, long seconds) {
        // given
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

        // when // then
        assertThat(backoff.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void shouldSendBatchesOnlyWhenInvocationsAreKnownToBeShort() {
        // given
        Duration below = Duration.ofMillis(50);

        // when // then
        assertThat(BatchSize.of(Optional.empty(), below, 10)).isEqualTo(1);
        assertThat(BatchSize.of(Optional.of(Duration.ofMillis(49)), below, 10)).isEqualTo(10);
        assertThat(BatchSize.of(Optional.of(Duration.ofMillis(50)), below, 10)).isEqualTo(1);
    }
}
