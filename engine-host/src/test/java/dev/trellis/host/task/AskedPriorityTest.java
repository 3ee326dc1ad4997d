package dev.trellis.host.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.task.Priority;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AskedPriorityTest {
    @ParameterizedTest
    @CsvSource({
        "-1, LOW",
        "0, NORMAL",
        "49, NORMAL",
        "49.9, NORMAL",
        "50, HIGH",
        "74, HIGH",
        "75, CRITICAL",
        "99999999999, CRITICAL",
        "low, LOW",
        "Normal, NORMAL",
        "high, HIGH",
        "' critical ', CRITICAL",
        "'', NORMAL",
    })
    void shouldReadNumbersAndWords(String text, Priority expected) {
        // when / then
        assertThat(AskedPriority.of(text)).isEqualTo(expected);
    }

    @Test
    void shouldReadValuesOfExpressions() {
        // when / then
        assertThat(AskedPriority.of(null)).isEqualTo(Priority.NORMAL);
        assertThat(AskedPriority.of(-5)).isEqualTo(Priority.LOW);
        assertThat(AskedPriority.of(new BigDecimal("7.5E+1"))).isEqualTo(Priority.CRITICAL);
        assertThat(AskedPriority.of(Long.MAX_VALUE)).isEqualTo(Priority.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"urgent", "5x", "1e3", "[50]"})
    void shouldRefuseWhatIsNeither(String text) {
        // when / then
        assertThatThrownBy(() -> AskedPriority.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining("low, normal, high, critical or a number");
    }
}
