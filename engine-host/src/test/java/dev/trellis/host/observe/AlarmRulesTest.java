package dev.trellis.host.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.host.instance.StuckInstances.Found;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AlarmRulesTest {
    @Test
    void shouldRaiseNoneWhenNothingWaits() {
        // when
        List<String> names = names(null, signs(true, false, 0, 0, 0, 0));

        // then
        assertThat(names).isEmpty();
    }

    @Test
    void shouldRaiseNoneWhenTheOrchestratorHasTakenTasksOfLate() {
        // when
        List<String> names = names(null, signs(true, true, 5_000, 300, 0, 0));

        // then
        assertThat(names).isEmpty();
    }

    @Test
    void shouldLeaveTheTimerItsMinuteWhenNobodyListens() {
        // when
        List<String> early = names(null, signs(false, false, 1, 119, 0, 0));
        List<String> late = names(null, signs(false, false, 1, 121, 0, 0));

        // then
        assertThat(early).isEmpty();
        assertThat(late).containsExactly("tasks.unattended");
    }

    @Test
    void shouldTakeABurstForNoGrowthWhenTheOldestEventIsYoung() {
        // when
        List<String> names = names(signs(true, false, 0, 0, 10, 5), signs(true, false, 0, 0, 9_000, 20));

        // then
        assertThat(names).isEmpty();
    }

    @Test
    void shouldRaiseTheOutboxWhenItStandsForFiveMinutes() {
        // given
        Signs before = signs(true, false, 0, 0, 10, 240);

        // when
        List<String> standing = names(before, signs(true, false, 0, 0, 10, 301));
        List<String> shrinking = names(before, signs(true, false, 0, 0, 5, 299));

        // then
        assertThat(standing).containsExactly("outbox.growing");
        assertThat(shrinking).isEmpty();
    }

    private static List<String> names(@Nullable Signs before, Signs now) {
        return AlarmRules.alarms(before, now, "default").stream()
                .map(Alarm::name)
                .toList();
    }

    private static Signs signs(
            boolean listening,
            boolean leasing,
            long ready,
            long oldestReady,
            long unpublished,
            long oldestUnpublished) {
        return new Signs(
                new Found(0, List.of()),
                listening,
                leasing,
                ready,
                Duration.ofSeconds(oldestReady),
                unpublished,
                Duration.ofSeconds(oldestUnpublished));
    }
}
