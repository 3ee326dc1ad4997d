package dev.trellis.host.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.registry.TaskLimit.Rate;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenBucketTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // tasks, seconds, burst, tokens before, milliseconds, whole after
        "10, 1, 10, 0, 100, 1",
        "10, 1, 10, 0, 99, 0",
        "10, 1, 10, 9.5, 60000, 10",
        "1, 60, 5, 0, 59999, 0",
        "1, 60, 5, 0, 60000, 1",
        "1, 60, 5, 2.5, 30000, 3",
        "3, 1, 3, 0, 1000, 3",
        "10, 1, 10, 4, -5000, 4",
        "10, 1, 2, 8, 0, 2",
    })
    void shouldComeBackEvenlyUpToTheBurst(
            int tasks, int seconds, int burst, double tokens, long milliseconds, int whole) {
        // given
        Rate rate = new Rate(tasks, seconds, burst);

        // when
        TokenBucket later = new TokenBucket(tokens, NOW).refilled(rate, NOW.plusMillis(milliseconds));

        // then
        assertThat(later.whole()).isEqualTo(whole);
        assertThat(later.at()).isEqualTo(NOW.plusMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldGiveNoMoreThanBurstAndRateHoweverOftenItIsAsked(long seed) {
        // given
        Rate rate = new Rate(7, 3, 4);
        Random random = new Random(seed);
        TokenBucket bucket = TokenBucket.full(rate, NOW);
        int taken = 0;

        // when
        Instant at = NOW;
        while (at.isBefore(NOW.plusSeconds(300))) {
            at = at.plusMillis(random.nextInt(500));
            bucket = bucket.refilled(rate, at);
            if (bucket.whole() > 0) {
                bucket = bucket.less(1);
                taken++;
            }
        }

        // then
        assertThat(taken).isBetween(690, 4 + 301 * 7 / 3);
    }

    @Test
    void shouldHaveATokenAtTheTimeThatItNames() {
        // given
        Rate rate = new Rate(7, 3, 4);
        TokenBucket bucket = new TokenBucket(0.3, NOW);

        // when
        Instant next = bucket.nextAt(rate);

        // then
        assertThat(bucket.refilled(rate, next).whole()).isEqualTo(1);
        assertThat(bucket.refilled(rate, next.minusMillis(1)).whole()).isZero();
        assertThat(bucket.refilled(rate, bucket.fullAt(rate)).whole()).isEqualTo(4);
    }
}
