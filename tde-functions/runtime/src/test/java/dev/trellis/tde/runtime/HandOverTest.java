package dev.trellis.tde.runtime;

import static dev.trellis.tde.runtime.RunnerFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HandOverTest {
    private static final String CALLBACK =
            "{\"callback\":{\"token\":\"cb_0123456789abcdef0123\",\"deadline\":\"2026-01-01T01:00:00Z\",\"heartbeat_s\":60}}";

    @Test
    void shouldHandOverWhenTheEntryLetsItAndTheOutputsSayIt() {
        // given
        Result outputs = done(CALLBACK);

        // when
        Result meant = HandOver.meantBy(outputs, settings("{\"hand_over\":true}"));

        // then
        assertThat(meant)
                .isEqualTo(new Result.HandedOver("cb_0123456789abcdef0123", Instant.parse("2026-01-01T01:00:00Z"), 60));
    }

    @Test
    void shouldLeaveOutputsAloneWhenTheEntryDoesNotLetItOrTheyHandNothingOver() {
        // given
        Result outputs = done(CALLBACK);
        Result others = done("{\"rows\":1}");

        // when / then
        assertThat(HandOver.meantBy(outputs, settings("{}"))).isSameAs(outputs);
        assertThat(HandOver.meantBy(others, settings("{\"hand_over\":true}"))).isSameAs(others);
    }

    @Test
    void shouldNeverMakeATokenTwiceNorOneThatTheKernelRefuses() {
        // given
        Set<String> tokens = new HashSet<>();

        // when
        IntStream.range(0, 1000).forEach(n -> tokens.add(HandOver.freshToken()));

        // then
        assertThat(tokens).hasSize(1000).allMatch(token -> token.length() >= Result.HandedOver.MIN_TOKEN_CHARS);
    }

    private static JsonFields settings(String json) {
        return JsonFields.at("$.settings", JsonText.parse(json));
    }
}
