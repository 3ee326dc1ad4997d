package dev.trellis.pdo.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.TaskId;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.pdo.fixture.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionWatchTest {
    private static final ExecutionKey KEY = new ExecutionKey("default", new TaskId("t1"), Action.EXECUTE);
    private static final Attempt SECOND = new Attempt(new TaskId("t1"), 2, "token-2");
    private static final Watch WATCH = new Watch("t1", 2, "token-2", "default", "execute", 10);
    private static final StoredOutcome STORED = new StoredOutcome(true, new Json("{\"status\":\"succeeded\"}"));
    private static final Instant START = Tasks.NOW;

    private final MemoryExecutionStore store = new MemoryExecutionStore();
    private final ExecutionWatch watch = new ExecutionWatch(store, Duration.ofSeconds(5));

    @Test
    void shouldSeeAnUnclaimedAttemptWhenThereIsNoRecord() {
        // then
        assertThat(seenAfter(0)).containsExactly(new Observation.Unclaimed("t1", "token-2", START));
    }

    @Test
    void shouldSeeAnUnclaimedAttemptWhenOnlyAnOlderOneIsKnown() {
        // given
        var unused = store.claim(KEY, new Attempt(new TaskId("t1"), 1, "token-1"), "owner", START);

        // then
        assertThat(seenAfter(0)).containsExactly(new Observation.Unclaimed("t1", "token-2", START));
    }

    @Test
    void shouldReportTheLastHeartbeatHoweverOldItIs() {
        // given
        var unused = store.claim(KEY, SECOND, "owner", START);

        // then
        assertThat(seenAfter(1_000)).containsExactly(new Observation.Alive("t1", "token-2", START));
    }

    @Test
    void shouldReportAStoredOutcomeWhoseMessageMayBeLost() {
        // given
        var unused = store.claim(KEY, SECOND, "owner", START);
        var stored = store.complete(KEY, SECOND, "owner", STORED);

        // when
        List<Observation> seen = seenAfter(0);

        // then
        assertThat(stored).isTrue();
        assertThat(seen).containsExactly(new Observation.Finished("t1", "token-2", STORED.outcome()));
    }

    @Test
    void shouldSayNothingWhenANewerAttemptHasClaimed() {
        // given
        var unused = store.claim(KEY, new Attempt(new TaskId("t1"), 3, "token-3"), "owner", START);

        // then
        assertThat(seenAfter(0)).isEmpty();
    }

    @Test
    void shouldSeeACancelledTaskAsStoppedWhenItNeverBegan() {
        // given
        store.tombstone(KEY, START);

        // then
        assertThat(seenAfter(0)).containsExactly(new Observation.Stopped("t1", "token-2"));
    }

    @Test
    void shouldSeeACancelledTaskAsAliveUntilItsOwnerIsSilent() {
        // given
        var unused = store.claim(KEY, SECOND, "owner", START);
        store.tombstone(KEY, START);

        // then
        assertThat(seenAfter(24)).containsExactly(new Observation.Alive("t1", "token-2", START));
        assertThat(seenAfter(25)).containsExactly(new Observation.Stopped("t1", "token-2"));
    }

    @Test
    void shouldReportBothWhenACancelledTaskEndedAllTheSame() {
        // given
        var unused = store.claim(KEY, SECOND, "owner", START);
        store.tombstone(KEY, START);
        var stored = store.complete(KEY, SECOND, "owner", STORED);

        // when
        List<Observation> seen = seenAfter(0);

        // then
        assertThat(stored).isTrue();
        assertThat(seen)
                .containsExactly(
                        new Observation.Finished("t1", "token-2", STORED.outcome()),
                        new Observation.Stopped("t1", "token-2"));
    }

    @Test
    void shouldSkipAnActionOfALaterVersion() {
        // when
        List<Observation> seen =
                watch.observe(List.of(new Watch("t1", 1, "token", "default", "simulate", 10), WATCH), START);

        // then
        assertThat(seen).containsExactly(new Observation.Unclaimed("t1", "token-2", START));
    }

    private List<Observation> seenAfter(int seconds) {
        return watch.observe(List.of(WATCH), START.plusSeconds(seconds));
    }
}
