package dev.trellis.tde.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CoresTest {
    @Test
    void shouldReadTheListOfTheKernel() {
        assertThat(Cores.read("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
        assertThat(Cores.read("5")).containsExactly(5);
    }

    @Test
    void shouldBeginElsewhereEachTimeAndComeRound() throws Exception {
        // given
        Cores cores = new Cores(List.of(2, 3, 7));

        // then
        assertThat(cores.binding(2)).containsExactly("taskset", "--cpu-list", "2,3");
        assertThat(cores.binding(2)).containsExactly("taskset", "--cpu-list", "7,2");
        assertThat(cores.binding(0)).isEmpty();
    }

    @Test
    void shouldRefuseMoreThanThereAre() {
        assertThatThrownBy(() -> new Cores(List.of(0, 1)).binding(3))
                .hasMessageContaining("capability_missing")
                .hasMessageContaining("2 cores");
    }
}
