package dev.trellis.host.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.TaskError;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
    private static final TaskError RETRYABLE = new TaskError("io", "once more", true);
    private static final TaskError FINAL = new TaskError("bad", "never", false);

    @Test
    void shouldRetryAsOftenAsAllowed() {
        // given
        int maxRetries = 3;

        // when
        long retries = IntStream.rangeClosed(1, 10)
                .filter(attempt ->
                        RetryPolicy.next(RETRYABLE, "t", attempt, maxRetries).isPresent())
                .count();

        // then
        assertThat(retries).isEqualTo(3);
    }

    @Test
    void shouldNotRetryWhatIsNotRetryable() {
        // given / when / then
        assertThat(RetryPolicy.next(FINAL, "t", 1, 3)).isEmpty();
    }

    @Test
    void shouldStayBelowTheExponentialCeilingAndTheLongestDelay() {
        // given / when / then
        for (int attempt = 1; attempt <= 40; attempt++) {
            Duration ceiling = Duration.ofSeconds(Math.min(60, 1L << Math.min(attempt - 1, 20)));
            Duration delay = RetryPolicy.next(RETRYABLE, "task", attempt, 100).orElseThrow();
            assertThat(delay).isBetween(Duration.ZERO, ceiling);
        }
    }

    @Test
    void shouldSpreadTasksThatFailTogetherAndRepeatItself() {
        // given
        Set<Duration> delays = new HashSet<>();

        // when
        IntStream.range(0, 100).forEach(i -> delays.add(RetryPolicy.delay("task-" + i, 7)));

        // then
        assertThat(delays).hasSizeGreaterThan(90);
        assertThat(RetryPolicy.delay("task-1", 7)).isEqualTo(RetryPolicy.delay("task-1", 7));
    }
}
