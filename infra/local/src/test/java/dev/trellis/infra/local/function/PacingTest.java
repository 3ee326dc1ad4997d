package dev.trellis.infra.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacingTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "3, 4", "6, 30", "500, 30"})
    void shouldDoubleTheWaitUpToTheLimitWhenFailuresGoOn(int failures, long seconds) {
        // given
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

        // when // then
        assertThat(backoff.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "50, 10", "51, 9", "100, 5", "300, 1", "500, 1", "5000, 1"})
    void shouldBatchAsManyAsAreDoneInTimeWhenMessagesAreKnownToBeShort(long mean, int expected) {
        // given
        Duration longest = Duration.ofMillis(500);

        // when
        int size = BatchSize.of(Optional.of(Duration.ofMillis(mean)), longest, 10);

        // then
        assertThat(size).isEqualTo(expected);
    }

    @Test
    void shouldBatchNothingWhenNoMessageHasEndedYet() {
        // given
        Duration longest = Duration.ofMillis(500);

        // when
        int size = BatchSize.of(Optional.empty(), longest, 10);

        // then
        assertThat(size).isEqualTo(1);
    }

    @Test
    void shouldLeaveMessagesToTheNextBatchWhenOneIsOnItsWay() throws Exception {
        // given
        BatchGate gate = new BatchGate(4, Duration.ofDays(1));
        gate.enter();
        gate.received(10, 3);

        // when
        CompletableFuture<Void> second = entering(gate);
        boolean heldBack = !second.isDone();
        gate.leave();
        second.get(10, TimeUnit.SECONDS);

        // then
        assertThat(heldBack).isTrue();
    }

    @Test
    void shouldReceiveBesideABatchOnItsWayWhenThereIsABacklog() throws Exception {
        // given
        BatchGate gate = new BatchGate(2, Duration.ofDays(1));
        gate.enter();
        gate.received(10, 10);

        // when
        gate.enter();
        CompletableFuture<Void> third = entering(gate);

        // then
        assertThat(third).as("two are the limit").isNotDone();
        gate.leave();
        third.get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldReceiveBesideABatchOnItsWayWhenThatTakesLong() throws Exception {
        // given
        BatchGate gate = new BatchGate(2, Duration.ofMillis(1));
        gate.enter();
        gate.received(10, 3);

        // when
        CompletableFuture<Void> second = entering(gate);

        // then
        second.get(10, TimeUnit.SECONDS);
    }

    /** Enters on another thread, which has come to its end or to a wait when this returns. */
    private static CompletableFuture<Void> entering(BatchGate gate) {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                gate.enter();
                entered.complete(null);
            } catch (InterruptedException e) {
                entered.completeExceptionally(e);
            }
        });
        await().until(() -> entered.isDone()
                || thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING);
        return entered;
    }
}
