package dev.trellis.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.registry.TableDefinition;
import dev.trellis.registry.TableDefinitions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsSettingsTest {

    @Test
    void shouldUseTheRegionsOwnServicesWhenOnlyTheRegionIsGiven() {
        // given
        Map<String, String> environment = Map.of("AWS_REGION", "eu-central-1", "TRELLIS_SQS_ENDPOINT", " ");

        // when
        AwsSettings settings = AwsSettings.from(environment);

        // then
        assertThat(settings.region()).isEqualTo("eu-central-1");
        assertThat(settings.endpoints().anyGiven()).isFalse();
        assertThat(settings.bucket()).isEqualTo("trellis-artifacts");
    }

    @Test
    void shouldUseTheTablesOfTheDefinitionsWhenNoPrefixIsGiven() {
        // given
        Map<String, String> environment = Map.of("AWS_REGION", "eu-central-1");

        // when
        String prefix = AwsSettings.from(environment).tablePrefix();

        // then
        assertThat(prefix).isEqualTo(TableDefinitions.DEFAULT_PREFIX);
        assertThat(TableDefinitions.all())
                .extracting(TableDefinition::name)
                .containsExactlyInAnyOrder("process", "tde", "policy", "execution");
    }

    @Test
    void shouldNameTheVariableWhenAnEndpointIsMalformed() {
        // given
        Map<String, String> environment = Map.of("TRELLIS_S3_ENDPOINT", "localhost:9000");

        // when
        // then
        assertThatThrownBy(() -> AwsSettings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRELLIS_S3_ENDPOINT")
                .hasMessageContaining("localhost:9000");
    }

    @Test
    void shouldAskForTheRegionWhenThereIsNeitherRegionNorEndpoint() {
        // given
        Map<String, String> environment = Map.of();

        // when
        // then
        assertThatThrownBy(() -> AwsSettings.from(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AWS_REGION");
    }
}
