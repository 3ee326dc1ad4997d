package dev.trellis.tde.runtime;

import static dev.trellis.tde.runtime.RunnerFixture.KEY;
import static dev.trellis.tde.runtime.RunnerFixture.done;
import static dev.trellis.tde.runtime.RunnerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.port.ExecutionStore.Claim;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.Result;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each race that the runner tolerates, by name. */
final class TaskRunnerRacesTest {
    private final RunnerFixture platform = new RunnerFixture();
    private final AtomicInteger runs = new AtomicInteger();

    private Result count(TaskScope scope) {
        return done("{\"run\":" + runs.incrementAndGet() + "}");
    }

    @Nested
    final class SameAttemptTwice {
        @Test
        void shouldDropTheTwinWhenTheAttemptRuns() throws Exception {
            // given / when a twin that is delivered while the first one works
            platform.deliver(request(1), scope -> {
                platform.deliver(request(1), TaskRunnerRacesTest.this::count);
                return count(scope);
            });

            // then
            assertThat(platform.summaries()).containsExactly("token-1 succeeded");
            assertThat(runs).hasValue(1);
        }

        @Test
        void shouldDropTheTwinWhenItComesPastNotAfterWhileTheAttemptRuns() throws Exception {
            // given / when
            platform.deliver(request(1), scope -> {
                platform.clock.advance(Duration.ofSeconds(120));
                platform.deliver(request(1), TaskRunnerRacesTest.this::count);
                return count(scope);
            });

            // then
            assertThat(platform.summaries()).containsExactly("token-1 succeeded");
        }

        @Test
        void shouldPublishTheStoredOutcomeAgainWhenTheAttemptEnded() throws Exception {
            // given
            platform.deliver(request(1), TaskRunnerRacesTest.this::count);
            var first = platform.published().getFirst();

            // when
            platform.clock.advance(Duration.ofSeconds(120));
            platform.deliver(request(1), TaskRunnerRacesTest.this::count);

            // then
            assertThat(platform.published()).containsExactly(first);
            assertThat(runs).hasValue(1);
        }
    }

    @Nested
    final class CrashAfterStore {
        @Test
        void shouldPublishTheStoredOutcomeWhenTheMessageComesAgain() throws Exception {
            // given a queue that is away when the outcome is ready
            platform.outcomes = unavailable();
            assertThatThrownBy(() -> platform.deliver(request(1), TaskRunnerRacesTest.this::count))
                    .isInstanceOf(PortUnavailableException.class);
            platform.outcomes = platform.queues;

            // when
            platform.deliver(request(1), TaskRunnerRacesTest.this::count);

            // then
            assertThat(platform.summaries()).containsExactly("token-1 succeeded");
            assertThat(runs).hasValue(1);
        }
    }

    @Nested
    final class NewAttempt {
        @Test
        void shouldPublishUnderItsOwnTokenWhenAnOlderOneSucceeded() throws Exception {
            // given
            platform.deliver(request(1), TaskRunnerRacesTest.this::count);

            // when
            platform.deliver(request(2), TaskRunnerRacesTest.this::count);

            // then
            assertThat(platform.summaries()).containsExactly("token-1 succeeded", "token-2 succeeded");
            assertThat(runs).hasValue(1);
        }

        @Test
        void shouldRunWhenAnOlderOneFailed() throws Exception {
            // given
            platform.deliver(request(1), scope -> {
                throw TaskFailedException.passing("flaky", "");
            });

            // when
            platform.deliver(request(2), TaskRunnerRacesTest.this::count);

            // then
            assertThat(platform.summaries()).containsExactly("token-1 failed:flaky", "token-2 succeeded");
        }

        @Test
        void shouldSilenceTheOlderOneWhenItEndsLate() throws Exception {
            // given / when
            platform.deliver(request(1), scope -> {
                platform.deliver(request(2), TaskRunnerRacesTest.this::count);
                return done("{\"late\":true}");
            });

            // then
            assertThat(platform.summaries()).containsExactly("token-2 succeeded");
        }

        @Test
        void shouldStopTheOlderOneAtItsNextHeartbeat() throws Exception {
            // given
            platform.waiter.expectParking();

            // when
            platform.deliver(request(1), scope -> {
                Claim claim = platform.executions.claim(
                        KEY, request(2).attempt(), "another process", platform.clock.instant());
                assertThat(claim).isInstanceOf(Claim.Granted.class);
                platform.waiter.park(scope);
                return done("{}");
            });

            // then
            assertThat(platform.published()).isEmpty();
        }

        @Test
        void shouldDropTheOlderOneWhenItIsDeliveredAfterTheNewer() throws Exception {
            // given
            platform.deliver(request(2), scope -> {
                throw TaskFailedException.passing("flaky", "");
            });

            // when
            platform.deliver(request(1), TaskRunnerRacesTest.this::count);

            // then
            assertThat(platform.summaries()).containsExactly("token-2 failed:flaky");
            assertThat(runs).hasValue(0);
        }
    }

    @Nested
    final class OldAttempt {
        @Test
        void shouldSayNothingWhenANewerOneHasSucceeded() throws Exception {
            // given
            platform.deliver(request(1), scope -> {
                throw TaskFailedException.passing("flaky", "");
            });
            platform.deliver(request(2), TaskRunnerRacesTest.this::count);

            // when
            platform.deliver(request(1), TaskRunnerRacesTest.this::count);

            // then
            assertThat(platform.summaries()).containsExactly("token-1 failed:flaky", "token-2 succeeded");
        }
    }

    @Nested
    final class Cancel {
        @Test
        void shouldNotStartWhenItCameFirst() throws Exception {
            // given
            platform.executions.tombstone(KEY, platform.clock.instant());

            // when
            platform.deliver(request(1), TaskRunnerRacesTest.this::count);

            // then
            assertThat(platform.summaries()).containsExactly("token-1 failed:cancelled");
            assertThat(runs).hasValue(0);
        }

        @Test
        void shouldStopTheWorkAtTheNextHeartbeat() throws Exception {
            // given
            platform.waiter.expectParking();

            // when
            platform.deliver(request(1), scope -> {
                platform.executions.tombstone(KEY, platform.clock.instant());
                platform.waiter.park(scope);
                throw TaskFailedException.permanent("killed", "by the signal");
            });

            // then
            assertThat(platform.summaries()).containsExactly("token-1 failed:cancelled");
            assertThat(platform.clock.instant()).isEqualTo(RunnerFixture.START.plusSeconds(1));
        }

        @Test
        void shouldReportSuccessWhenTheWorkWasDoneInSpiteOfIt() throws Exception {
            // given
            platform.waiter.expectParking();

            // when
            platform.deliver(request(1), scope -> {
                platform.executions.tombstone(KEY, platform.clock.instant());
                try {
                    platform.waiter.park(scope);
                } catch (InterruptedException told) {
                    assertThat(scope.stop().isRaised()).isTrue();
                }
                return done("{\"effect\":true}");
            });

            // then
            assertThat(platform.summaries()).containsExactly("token-1 succeeded");
        }
    }

    @Nested
    final class Timeout {
        @Test
        void shouldStopTheWorkWhenTimeIsUp() throws Exception {
            // given
            platform.waiter.expectParking();

            // when
            platform.deliver(request(1), scope -> {
                scope.progress(40, "half way");
                platform.waiter.park(scope);
                throw new InterruptedException();
            });

            // then
            assertThat(platform.summaries()).containsExactly("token-1 failed:timeout");
            assertThat(platform.clock.instant()).isEqualTo(RunnerFixture.START.plusSeconds(10));
            var progress = platform.executions.read(KEY).orElseThrow().progress();
            assertThat(progress).isNotNull();
            assertThat(progress.message()).isEqualTo("half way");
        }

        @Test
        void shouldReportWhenTheWorkDoesNotEndWhenTold() throws Exception {
            // given
            platform.waiter.expectDeafness();

            // when
            platform.deliver(request(1), scope -> {
                platform.waiter.park(scope);
                return done("{}");
            });

            // then
            assertThat(platform.summaries()).containsExactly("token-1 failed:timeout");
        }
    }

    private static MessageQueues unavailable() {
        return (MessageQueues) Proxy.newProxyInstance(
                MessageQueues.class.getClassLoader(),
                new Class<?>[] {MessageQueues.class},
                (proxy, method, arguments) -> {
                    throw new PortUnavailableException("the queue is away");
                });
    }
}
