package dev.trellis.infra.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpawnPlanTest {

    private static final Duration SPAWN = Duration.ofMillis(300);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing waits,                          0, 0, 0, 0,   0,   0, 4, 0",
        "the first invocation,                   1, 0, 0, 0,   0,   0, 4, 1",
        "a burst for nobody starts one,         20, 0, 0, 0,   0,   0, 4, 1",
        "an idle process takes it,               1, 1, 0, 1,   0,   5, 4, 0",
        "one is on its way for it,               1, 0, 1, 1, 900,   0, 4, 0",
        "a busy one is soon done,                1, 0, 0, 1,  20,   5, 4, 0",
        "short tasks drain before a start,      20, 0, 0, 1,  20,  10, 4, 0",
        "long tasks ask for one more,           20, 0, 0, 1,  20, 100, 4, 1",
        "waiting too long asks for all,          3, 0, 0, 1, 300,   0, 8, 3",
        "never above the limit,                 20, 0, 0, 3, 900, 900, 4, 1",
        "at the limit,                          20, 0, 0, 4, 900, 900, 4, 0",
    })
    void shouldStartAsManyAsPayOffWhenInvocationsWait(
            String why,
            int waiting,
            int idle,
            int starting,
            int live,
            long waited,
            long mean,
            int limit,
            int expected) {
        // given
        var load =
                new SpawnPlan.Load(waiting, idle, starting, live, Duration.ofMillis(waited), Duration.ofMillis(mean));

        // when
        int starts = SpawnPlan.additional(load, limit, SPAWN);

        // then
        assertThat(starts).as(why).isEqualTo(expected);
    }
}
