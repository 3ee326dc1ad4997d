package dev.trellis.contract.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.Capabilities.Network;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CapabilitiesTest {
    @Test
    void shouldReadAmountsAndNetworkWhenTheyAreSaid() {
        // given
        Capabilities said = new Capabilities(List.of("net=egress", "cpu=1.25", "mem=2Gi", "gpu=1", "lang=de"));

        // then
        assertThat(said.network()).isEqualTo(Network.EGRESS);
        assertThat(said.milliCpus()).isEqualTo(1250);
        assertThat(said.memoryMb()).isEqualTo(2048);
        assertThat(said.gpus()).isEqualTo(1);
        assertThat(said.problems()).isEmpty();
        assertThat(Capabilities.NONE.network()).isNull();
        assertThat(Capabilities.NONE.milliCpus()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fast",
                "=",
                "x=",
                "CPU=1",
                "cpu=",
                "cpu=0",
                "cpu=0.0",
                "cpu=1.2345",
                "cpu=-1",
                "cpu=1e9",
                "cpu=9999",
                "cpu=\u0661",
                "mem=0Mi",
                "mem=512",
                "mem=512MB",
                "mem=1.5Gi",
                "mem=9999999Mi",
                "gpu=0",
                "gpu=1.5",
                "gpu=any",
                "net=host",
                "net=NONE",
                "net=",
                "net=none\n",
                "x=a b",
                "x=\u0000"
            })
    void shouldComplainAndProvideNothingWhenAWordHasNoMeaning(String word) {
        // given
        Capabilities most = new Capabilities(List.of("net=none", "cpu=999", "mem=999999Gi", "gpu=99"));

        // then
        assertThat(new Capabilities(List.of(word)).problems())
                .singleElement()
                .asString()
                .contains("expected");
        assertThat(most.unmet(new Capabilities(List.of(word)))).containsExactly(word);
    }

    @Test
    void shouldComplainWhenAKnownNameIsSaidTwice() {
        assertThat(new Capabilities(List.of("cpu=1", "cpu=2")).problems())
                .singleElement()
                .asString()
                .contains("twice");
        assertThat(new Capabilities(List.of("lang=de", "lang=fr")).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cpu=2,cpu=2", "cpu=2,cpu=0.5", "mem=1Gi,mem=1024Mi", "gpu=2,gpu=1", "net=none,net=none", "x=1,x=1"})
    void shouldProvideAnEqualOrASmallerAmount(String here, String asked) {
        assertThat(unmet(here, asked)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"cpu=2,cpu=2.001", "mem=1Gi,mem=1025Mi", "gpu=1,gpu=2", "net=egress,net=internal", "x=2,x=1", "y=1,x=1"
    })
    void shouldNotProvideALargerAmountOrAnotherWord(String here, String asked) {
        assertThat(unmet(here, asked)).containsExactly(asked);
    }

    @Test
    void shouldTakeOfOthersWhatItDoesNotNameItself() {
        // given
        Capabilities own = new Capabilities(List.of("net=egress", "lang=de"));
        Capabilities others = new Capabilities(List.of("net=none", "cpu=1", "lang=fr"));

        // then
        assertThat(own.orElse(others).words()).containsExactly("net=egress", "lang=de", "cpu=1", "lang=fr");
    }

    private static List<String> unmet(String here, String asked) {
        return new Capabilities(List.of(here)).unmet(new Capabilities(List.of(asked)));
    }
}
