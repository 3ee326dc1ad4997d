package dev.trellis.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FargateSizeTest {
    @ParameterizedTest(name = "{0} m, {1} MiB → {2}, {3} MiB")
    @CsvSource({
        "250,   64,     256,   512",
        "100,   513,    256,   1024",
        "250,   1025,   256,   2048",
        "250,   2049,   512,   3072",
        "251,   512,    512,   1024",
        "1000,  512,    1024,  2048",
        "1000,  9000,   2048,  9216",
        "4000,  1,      4096,  8192",
        "8000,  16385,  8192,  20480",
        "16000, 122880, 16384, 122880",
    })
    void shouldBeTheSmallestThatHasSoMuch(int milliCpus, int memoryMb, int cpu, int memory) {
        assertThat(FargateSize.of(milliCpus, memoryMb)).isEqualTo(new FargateSize(cpu, memory));
    }

    @Test
    void shouldBeNoneWhenNothingHasSoMuch() {
        assertThat(FargateSize.of(16_001, 512)).isNull();
        assertThat(FargateSize.of(1000, 122_881)).isNull();
    }
}
