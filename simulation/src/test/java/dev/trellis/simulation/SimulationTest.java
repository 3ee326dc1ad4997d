package dev.trellis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;
import dev.trellis.simulation.schedule.Scheduler;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    @Test
    void shouldHoldEveryGuaranteeInAFewSchedules() {
        // given
        Campaign campaign = new Campaign(1, 300, Planted.NOTHING);

        // when
        var violated = campaign.run(2, done -> {});

        // then
        assertThat(violated).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 123_456_789, Long.MAX_VALUE})
    void shouldWriteTheSameTraceWhenTheSeedIsTheSame(long seed) {
        // given
        String first = Simulation.run(seed, Planted.NOTHING, true).trace();

        // when
        String second = Simulation.run(seed, Planted.NOTHING, true).trace();

        // then
        assertThat(second).isEqualTo(first);
        assertThat(first.lines()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void shouldWriteTheSameTraceWhenStrandsAreThreads(long seed) {
        // given
        String continued = Simulation.run(seed, Planted.NOTHING, true).trace();

        // when
        String handedOver =
                Simulation.run(seed, Planted.NOTHING, true, Scheduler::portable).trace();

        // then
        assertThat(handedOver).isEqualTo(continued);
    }

    @Test
    void shouldDrawOtherSchedulesWhenTheSeedIsAnother() {
        // given
        String one = Simulation.run(1, Planted.NOTHING, true).trace();

        // when
        String other = Simulation.run(2, Planted.NOTHING, true).trace();

        // then
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void shouldFindTheSameOnAnyNumberOfThreads() {
        // given
        Planted planted = new Planted(Set.of(Mutation.RELEASE_LOSES_TASK));

        // when
        var alone = new Campaign(1, 100, planted).run(1, done -> {});
        var together = new Campaign(1, 100, planted).run(2, done -> {});

        // then
        assertThat(together).isEqualTo(alone).isNotEmpty();
    }
}
