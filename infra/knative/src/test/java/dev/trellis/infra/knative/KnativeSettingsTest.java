package dev.trellis.infra.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnativeSettingsTest {

    @Test
    void shouldPutTheQueueIntoTheAddressWhenEachHasItsOwn() {
        // given
        Map<String, String> environment =
                Map.of("TRELLIS_SINK", "http://{queue}-kn-channel.ns.svc", "K_SINK", "http://other");

        // when
        KnativeSettings settings = KnativeSettings.from(environment);

        // then
        assertThat(settings.sink().of("trellis-outcomes"))
                .isEqualTo(URI.create("http://trellis-outcomes-kn-channel.ns.svc"));
        assertThat(settings.mailbox()).isNull();
    }

    @Test
    void shouldTakeTheSinkOfASinkBindingWhenNoOtherIsSet() {
        // given
        Map<String, String> environment = Map.of("K_SINK", "http://broker/ns/default", "TRELLIS_MAILBOX_PORT", "8085");

        // when
        KnativeSettings settings = KnativeSettings.from(environment);

        // then
        assertThat(settings.sink().of("any")).isEqualTo(URI.create("http://broker/ns/default"));
        assertThat(settings.mailbox()).isEqualTo(new InetSocketAddress("0.0.0.0", 8085));
        assertThat(settings.admission()).isEqualTo(Admission.OPEN);
    }

    @Test
    void shouldShowNoToken() {
        // given
        Map<String, String> environment = Map.of("TRELLIS_SINK", "http://broker", "TRELLIS_MAILBOX_TOKEN", "canary");

        // when
        KnativeSettings settings = KnativeSettings.from(environment);

        // then
        assertThat(settings.admission().token()).contains("canary");
        assertThat(settings.toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void shouldNotOpenTheMailboxWhenTheTokenIsBlank(String token) {
        // given
        Map<String, String> environment = Map.of("TRELLIS_SINK", "http://broker", "TRELLIS_MAILBOX_TOKEN", token);

        // when
        // then
        assertThatThrownBy(() -> KnativeSettings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRELLIS_MAILBOX_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker", "ftp://broker/x", "http://", "http://a b", "http:///{queue}"})
    void shouldNameTheSettingWhenItIsNoAddress(String sink) {
        // given
        Map<String, String> environment = Map.of("TRELLIS_SINK", sink);

        // when
        // then
        assertThatThrownBy(() -> KnativeSettings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRELLIS_SINK")
                .hasMessageContaining(sink);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "70000", "-1"})
    void shouldNameTheSettingWhenItIsNoPort(String port) {
        // given
        Map<String, String> environment = Map.of("TRELLIS_SINK", "http://broker", "TRELLIS_MAILBOX_PORT", port);

        // when
        // then
        assertThatThrownBy(() -> KnativeSettings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRELLIS_MAILBOX_PORT");
    }

    @Test
    void shouldSayWhatToSetWhenThereIsNoSink() {
        // given
        Map<String, String> environment = Map.of();

        // when
        // then
        assertThatThrownBy(() -> KnativeSettings.from(environment)).hasMessageContaining("K_SINK");
    }
}
