package dev.trellis.host.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"PT15M", "P1D", "P1DT2H", "P1M", "P1Y2M3D", "P2W", "P1M2DT3H", "PT0.5S", "PT0S"})
    void shouldTakeDurationWhenIso(String text) {
        assertThat(TimerRule.isDuration(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "15 minutes", "P", "PT", "-PT5M", "PT-5M", "15M", "P1H", "0 0 * * *", "P-1M", "P1M-2DT3H"})
    void shouldRefuseDurationWhenNotIsoOrNegative(String text) {
        assertThat(TimerRule.isDuration(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"R3/PT10M", "R/PT1H", "R/2027-01-01T00:00:00Z/PT1H", "R5/PT1H/2027-01-01T00:00:00Z"})
    void shouldTakeCycleWhenIso(String text) {
        assertThat(TimerRule.isCycle(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PT10M", "R3", "R3/", "R3/x", "0 0/5 * * * ?", "R-1/PT1M", "R/PT1H/PT1H", "R/PT1H/a/b"})
    void shouldRefuseCycleWhenNotIso(String text) {
        assertThat(TimerRule.isCycle(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-01-31T09:00:00Z", "2027-01-31T09:00:00.5+01:00", "2027-01-31T09:00Z"})
    void shouldTakeDateWhenItHasAnOffset(String text) {
        assertThat(TimerRule.isDate(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2027-01-31", "2027-01-31T09:00:00", "2027-02-30T09:00:00Z", "tomorrow"})
    void shouldRefuseDateWhenItIsAmbiguous(String text) {
        assertThat(TimerRule.isDate(text)).isFalse();
    }
}
