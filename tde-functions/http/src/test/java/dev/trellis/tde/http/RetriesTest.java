package dev.trellis.tde.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.TaskError;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final TaskError PASSING = new TaskError("http_503", "away", true);

    @ParameterizedTest(name = "{0} with {1} s left gives {2} ms")
    @CsvSource({
        "7, 60, 7000",
        "60, 60, ",
        "'Sat, 31 Jan 2026 12:00:20 GMT', 60, 20000",
        "'Sat, 31 Jan 2026 11:00:00 GMT', 60, 0",
        "'Sat, 31 Jan 2026 13:00:00 GMT', 60, ",
        "99999999999999999999, 60, 200",
        "soon, 60, 200",
        ", 60, 200",
        ", 0, "
    })
    void shouldWaitAsAskedWithinTheTimeLeft(@Nullable String retryAfter, int left, @Nullable Long millis) {
        // given
        Retries retries = new Retries(3);

        // when
        Retries.Next next = retries.after(1, PASSING, retryAfter, NOW, Duration.ofSeconds(left));

        // then
        assertThat(next)
                .isEqualTo(
                        millis == null ? new Retries.Next.Enough() : new Retries.Next.Again(Duration.ofMillis(millis)));
    }

    @Test
    void shouldWaitLongerEachTimeUntilTheCallsAreUsedUp() {
        // given
        Retries retries = new Retries(10);

        // when
        var pauses = java.util.stream.IntStream.rangeClosed(1, 10)
                .mapToObj(made -> retries.after(made, PASSING, null, NOW, Duration.ofHours(1)))
                .map(next ->
                        next instanceof Retries.Next.Again again ? again.pause().toMillis() : -1L)
                .toList();

        // then
        assertThat(pauses).containsExactly(200L, 400L, 800L, 1600L, 3200L, 6400L, 10000L, 10000L, 10000L, -1L);
    }

    @Test
    void shouldGiveUpAtOnceWhenTheFailureWouldNotPass() {
        assertThat(new Retries(3).after(1, new TaskError("http_404", "gone", false), "1", NOW, Duration.ofHours(1)))
                .isEqualTo(new Retries.Next.Enough());
    }
}
