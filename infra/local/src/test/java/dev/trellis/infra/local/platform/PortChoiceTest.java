package dev.trellis.infra.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PortChoiceTest {

    @Test
    void shouldSayNothingWhenTheDefaultIsFree() {
        // when
        PortTable ports = PortTable.choose(0, port -> true);

        // then
        assertThat(ports.of("engine")).isEqualTo(8420);
        assertThat(ports.of("postgres")).isEqualTo(8426);
        assertThat(ports.notices()).isEmpty();
    }

    @Test
    void shouldMoveAndSaySoWhenThePortIsTaken() {
        // given
        Set<Integer> taken = Set.of(8423, 8443);

        // when
        PortTable ports = PortTable.choose(0, port -> !taken.contains(port));

        // then
        assertThat(ports.of("sqs")).isEqualTo(8463);
        assertThat(ports.notices()).containsExactly("sqs: port 8423 is taken, using 8463");
    }

    @Test
    void shouldGiveUpWithTheServiceNamedWhenNothingIsFree() {
        // when // then
        assertThatThrownBy(() -> PortTable.choose(0, port -> false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("engine");
    }
}
