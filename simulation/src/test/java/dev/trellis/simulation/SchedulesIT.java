package dev.trellis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.simulation.mutation.Planted;
import org.junit.jupiter.api.Test;

/** As many schedules as fit into three minutes on two processors; {@code trellis fuzz} runs more. */
class SchedulesIT {
    private static final long SEEDS = Long.getLong("trellis.seeds", 100_000);

    @Test
    void shouldHoldEveryGuaranteeInEverySchedule() {
        // given
        Campaign campaign = new Campaign(1, SEEDS, Planted.NOTHING);

        // when
        var violated = campaign.run(Runtime.getRuntime().availableProcessors(), done -> {});

        // then
        assertThat(violated)
                .as("replay with ./trellis fuzz --seed S --trace")
                .extracting(result -> "seed " + result.seed() + " " + result.violations())
                .isEmpty();
    }
}
