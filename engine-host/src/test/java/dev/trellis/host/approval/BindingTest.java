package dev.trellis.host.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import org.junit.jupiter.api.Test;

class BindingTest {
    private static final Json INPUTS = new Json("{\"amount\": 10, \"to\": \"a\"}");

    @Test
    void shouldBeTheSameWhenTheInputsMeanTheSame() {
        assertThat(Binding.of("pay", "1.0.0", new Json("{\"to\":\"a\",\"amount\":10.0}")))
                .isEqualTo(Binding.of("pay", "1.0.0", INPUTS));
    }

    @Test
    void shouldDifferWhenInputsTypeOrVersionDiffer() {
        assertThat(Binding.of("pay", "1.0.0", INPUTS))
                .isNotEqualTo(Binding.of("pay", "1.0.0", new Json("{\"amount\": 11, \"to\": \"a\"}")))
                .isNotEqualTo(Binding.of("pay", "1.0.1", INPUTS))
                .isNotEqualTo(Binding.of("pay", null, INPUTS))
                .isNotEqualTo(Binding.of("pay2", "1.0.0", INPUTS));
        assertThat(Binding.of("pay", null, INPUTS)).isNotEqualTo(Binding.of("pay", "null", INPUTS));
    }
}
