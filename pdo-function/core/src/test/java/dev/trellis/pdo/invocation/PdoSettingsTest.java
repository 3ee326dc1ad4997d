package dev.trellis.pdo.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdoSettingsTest {
    private static final Map<String, String> COMPLETE =
            Map.of("TRELLIS_ENGINE_URL", "http://127.0.0.1:8420", "TRELLIS_ENGINE_TOKEN", "secret");

    @Test
    void shouldLingerForTenSecondsWhenNothingIsSaid() {
        // when
        PdoSettings settings = PdoSettings.from(COMPLETE);

        // then
        assertThat(settings.engine()).isEqualTo(URI.create("http://127.0.0.1:8420"));
        assertThat(settings.token()).isEqualTo("secret");
        assertThat(settings.loop().linger()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.run()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void shouldLingerAsLongAsTheEnvironmentSays() {
        // when
        PdoSettings settings = PdoSettings.from(with("TRELLIS_LINGER", "PT0S"));

        // then
        assertThat(settings.loop().linger()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRELLIS_ENGINE_URL", "TRELLIS_ENGINE_TOKEN"})
    void shouldNameTheVariableThatIsMissing(String name) {
        // then
        assertThatIllegalStateException()
                .isThrownBy(() -> PdoSettings.from(with(name, " ")))
                .withMessageContaining(name);
    }

    @Test
    void shouldSayWhatALingerTimeLooksLike() {
        // then
        assertThatIllegalStateException()
                .isThrownBy(() -> PdoSettings.from(with("TRELLIS_LINGER", "10s")))
                .withMessageContaining("PT10S")
                .withMessageContaining("10s");
    }

    @Test
    void shouldSayWhatARunTimeLooksLike() {
        // then
        assertThatIllegalStateException()
                .isThrownBy(() -> PdoSettings.from(with("TRELLIS_RUN", "50")))
                .withMessageContaining("TRELLIS_RUN")
                .withMessageContaining("PT50S");
    }

    @Test
    void shouldNotShowTheToken() {
        // then
        assertThat(PdoSettings.from(COMPLETE)).asString().doesNotContain("secret");
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> changed = new HashMap<>(COMPLETE);
        changed.put(name, value);
        return changed;
    }
}
