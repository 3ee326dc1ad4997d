package dev.trellis.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.wire.JsonText;
import dev.trellis.simulation.witness.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzTest {
    @Test
    void shouldReportSeedsAndViolationsAsJson() {
        // given
        Options options = Options.parse(List.of("--seeds", "7", "--json"));
        var violated = new Simulation.Result(3, List.of(new Violation("I3", "a \"duplicate\" counted")), "");

        // when
        var report = JsonText.parse(Fuzz.json(options, List.of(violated)));

        // then
        assertThat(report.path("seeds").asLong()).isEqualTo(7);
        assertThat(report.path("violations")).hasSize(1);
        assertThat(report.at("/violations/0/seed").asLong()).isEqualTo(3);
        assertThat(report.at("/violations/0/rule").asText()).isEqualTo("I3");
    }

    @Test
    void shouldRunOneScheduleWhenOneSeedIsAskedFor() {
        // given / when
        Options options = Options.parse(List.of("--seed", "42", "--trace"));

        // then
        assertThat(options.first()).isEqualTo(42);
        assertThat(options.seeds()).isEqualTo(1);
        assertThat(options.trace()).isTrue();
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        // given / when / then
        assertThatThrownBy(() -> Options.parse(List.of("--seed", "x"))).hasMessageContaining("--seed wants a number");
        assertThatThrownBy(() -> Options.parse(List.of("--seed"))).hasMessageContaining("wants a value");
        assertThatThrownBy(() -> Options.parse(List.of("--plant", "nothing"))).hasMessageContaining("no bug NOTHING");
        assertThatThrownBy(() -> Options.parse(List.of("--loud"))).hasMessageContaining("--loud");
    }
}
