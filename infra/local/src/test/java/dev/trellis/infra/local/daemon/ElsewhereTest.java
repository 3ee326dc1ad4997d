package dev.trellis.infra.local.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.infra.local.platform.PortTable;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ElsewhereTest {
    private static final String CLOUD = "http://127.0.0.1:4566";

    @Test
    void shouldTakeEverythingButTheEngineFromACloudThatRunsFunctions() {
        // when
        Endpoints endpoints = endpoints(Map.of("TRELLIS_ENDPOINT", CLOUD));

        // then
        assertThat(Stream.of("sqs", "dynamodb", "s3", "lambda").map(endpoints::url))
                .containsOnly(CLOUD);
        assertThat(endpoints.url("engine")).isNotEqualTo(CLOUD);
    }

    @Test
    void shouldInvokeFunctionsHereWhenTheCloudOnlyStores() {
        // when
        Endpoints endpoints = endpoints(Map.of("TRELLIS_ENDPOINT", CLOUD, "TRELLIS_FUNCTIONS", "here"));

        // then
        assertThat(Stream.of("sqs", "dynamodb", "s3").map(endpoints::url)).containsOnly(CLOUD);
        assertThat(endpoints.url("lambda")).startsWith("http://127.0.0.1:").isNotEqualTo(CLOUD);
    }

    @Test
    void shouldBeNowhereUnlessSaid() {
        assertThat(Elsewhere.from(Map.of("TRELLIS_ENDPOINT", " "))).isEmpty();
    }

    @Test
    void shouldSayWhatIsWrongWithItsSettings() {
        assertThatThrownBy(() -> Elsewhere.from(Map.of("TRELLIS_FUNCTIONS", "nowhere")))
                .hasMessage("TRELLIS_FUNCTIONS=nowhere is neither here nor there");
        assertThatThrownBy(() -> Elsewhere.from(Map.of("TRELLIS_ENDPOINT", "localstack")))
                .hasMessageContaining("is no address");
    }

    private static Endpoints endpoints(Map<String, String> settings) {
        return new Endpoints(PortTable.choose(0, port -> true), Elsewhere.from(settings), "127.0.0.1");
    }
}
