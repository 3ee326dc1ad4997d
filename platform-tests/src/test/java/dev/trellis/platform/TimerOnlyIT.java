package dev.trellis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nudge and hand-off only make things fast: without them the timer alone brings every run to its end. */
class TimerOnlyIT {
    @Test
    void shouldEndTheRunWhenOnlyTheTimerWakesTheOrchestrator() {
        // given
        Map<String, String> timerOnly = Map.of(
                "TRELLIS_NUDGE", "off",
                "TRELLIS_HANDOFF", "off",
                "TRELLIS_LINGER", "PT0S",
                "TRELLIS_TIMER_PERIOD", "PT1S",
                "TRELLIS_PORT_OFFSET", "1200");
        try (TrialPlatform platform = TrialPlatform.start(timerOnly)) {
            platform.trellis("apply", "-f", BadInputIT.TRIAL.toString(), "--set", "web_port=1")
                    .expect(0);

            // when
            String instance = platform.start("trial.chain", "{\"name\":\"timer\",\"pause\":0}");
            JsonNode ended = platform.ended(instance);

            // then
            assertThat(ended.get("state").asText()).isEqualTo("completed");
            assertThat(platform.ledger().effects("timer")).hasSize(5);
            platform.trellis("down").expect(0);
            assertThat(platform.state().resolve("logs/engine-host.log"))
                    .as("the host that ends writes what it holds and gives the engine's locks back")
                    .content()
                    .contains("stopped in")
                    .doesNotContain("could not give back", "This pool is closed");
        }
    }
}
