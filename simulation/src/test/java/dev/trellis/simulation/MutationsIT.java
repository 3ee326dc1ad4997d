package dev.trellis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.mutation.Planted;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every bug of the list is found: the guarantees would not hold by luck. */
class MutationsIT {
    private static final long SEEDS = 10_000;

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void shouldFindThePlantedBug(Mutation mutation) {
        // given
        Campaign campaign = new Campaign(1, SEEDS, new Planted(Set.of(mutation)));

        // when
        OptionalLong seed = campaign.firstViolated();

        // then
        assertThat(seed)
                .as("the first of %d seeds that shows %s", SEEDS, mutation)
                .isPresent();
        System.out.println(mutation + " is found by seed " + seed.getAsLong());
    }

    @Test
    void shouldListEnoughBugs() {
        // given / when / then
        assertThat(Mutation.values()).hasSizeGreaterThanOrEqualTo(25);
    }
}
