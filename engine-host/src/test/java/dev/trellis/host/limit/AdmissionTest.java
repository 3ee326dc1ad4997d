package dev.trellis.host.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.TaskLimit;
import dev.trellis.host.limit.Admission.Applicant;
import dev.trellis.host.limit.Admission.Verdict;
import dev.trellis.registry.LimitBook.Placed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdmissionTest {
    private static final LimitKey TWO = new LimitKey("p/two", new TaskLimit("two", List.of(), 2, null));
    private static final LimitKey RATE =
            new LimitKey("p/rate", new TaskLimit("rate", List.of(), null, new TaskLimit.Rate(10, 60, 10)));

    @Test
    void shouldLetTasksBeginAsLongAsThereIsAPlace() {
        // given
        Admission admission = new Admission(Map.of("p/two", new KeyState(1, null)));

        // when
        Verdict first = admission.decide(new Applicant("a", List.of(TWO)));
        Verdict second = admission.decide(new Applicant("b", List.of(TWO)));

        // then
        assertThat(first).isEqualTo(new Verdict.Begins("a", List.of(TWO)));
        assertThat(second)
                .isEqualTo(new Verdict.Waits("b", TWO, "limit p/two: 2 of 2 at once are under way", List.of()));
    }

    @Test
    void shouldTakeNothingUnderAnyKeyWhenOneHasNoRoom() {
        // given
        Admission admission = new Admission(
                Map.of("p/two", new KeyState(0, null), "p/rate", new KeyState(0, new TokenBucket(0.9, Instant.EPOCH))));

        // when
        Verdict verdict = admission.decide(new Applicant("a", List.of(TWO, RATE)));

        // then
        assertThat(verdict)
                .isEqualTo(new Verdict.Waits("a", RATE, "limit p/rate: 10 in 60 s have begun", List.of(TWO)));
        assertThat(admission.states().get("p/two")).isEqualTo(new KeyState(0, null));
    }

    @Test
    void shouldDecideNothingUnderAKeyThatAnotherTransactionHas() {
        // given
        Admission admission = new Admission(Map.of("p/two", new KeyState(0, null)));

        // when
        Verdict contested = admission.decide(new Applicant("a", List.of(TWO, RATE)));
        Verdict free = admission.decide(new Applicant("b", List.of()));

        // then
        assertThat(contested).isEqualTo(new Verdict.Contested("a"));
        assertThat(free).isEqualTo(new Verdict.Begins("b", List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "tenant, p/l|tenant=acme",
        "task_type, p/l|task_type=geo.code",
        "inputs.account, p/l|inputs.account=#3d335efa252bdab9",
        "inputs.nobody, p/l|inputs.nobody=#e3b0c44298fc1c14",
    })
    void shouldCountByWhatTheLimitNamesAndHideInputs(String by, String key) {
        // given
        Candidate candidate =
                new Candidate("t", "acme", "geo.code", true, new Json("{\"account\":\"ACC-7\",\"nobody\":null}"));

        // when
        LimitKey made = LimitKey.of(new Placed("p/l", new TaskLimit("l", List.of(by), 1, null)), candidate);

        // then
        assertThat(made.text()).isEqualTo(key);
        assertThat(LimitKey.placeOf(made.text())).isEqualTo("p/l");
    }
}
