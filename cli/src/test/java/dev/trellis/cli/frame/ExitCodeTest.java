package dev.trellis.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
    @ParameterizedTest
    @CsvSource({"400,2", "422,2", "401,4", "403,4", "409,4", "404,3", "503,5", "500,1", "405,1"})
    void shouldMeanWhatTheManualSaysWhenTheHostRefuses(int status, int exitCode) {
        assertThat(ExitCode.ofStatus(status)).isEqualTo(exitCode);
    }
}
