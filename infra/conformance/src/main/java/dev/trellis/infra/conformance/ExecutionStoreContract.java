package dev.trellis.infra.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.ExecutionStore.Claim;
import dev.trellis.contract.port.ExecutionStore.ExecutionRecord;
import dev.trellis.contract.port.ExecutionStore.Progress;
import dev.trellis.contract.port.ExecutionStore.Pulse;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an execution store does. */
public abstract class ExecutionStoreContract {

    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant T1 = T0.plusSeconds(10);
    private static final StoredOutcome SUCCESS = new StoredOutcome(true, new Json("{\"status\":\"succeeded\"}"));
    private static final StoredOutcome FAILURE = new StoredOutcome(false, new Json("{\"status\":\"failed\"}"));

    private ExecutionStore store;
    private TaskId task;
    private ExecutionKey key;

    /** The adapter under test. */
    protected abstract ExecutionStore store();

    @BeforeEach
    void openStore() {
        store = store();
        task = new TaskId(Names.fresh("task-"));
        key = new ExecutionKey("tenant|%7C", task, Action.EXECUTE);
    }

    private Attempt attempt(int number) {
        return new Attempt(task, number, "token-" + number);
    }

    @Test
    void shouldGrantTheClaimWhenThereIsNoRecord() {
        // given
        assertThat(store.read(key)).isEmpty();

        // when
        Claim claim = store.claim(key, attempt(1), "owner", T0);

        // then
        assertThat(claim).isEqualTo(new Claim.Granted());
        assertThat(store.read(key)).contains(new ExecutionRecord(1, "owner", T0, null, false, null));
    }

    @Test
    void shouldDropARedeliveryWhenTheAttemptRuns() {
        // given
        granted(1, "first");

        // when
        Claim claim = store.claim(key, attempt(1), "second", T1);

        // then
        assertThat(claim).isInstanceOfSatisfying(Claim.Busy.class, busy -> assertThat(
                        busy.record().owner())
                .isEqualTo("first"));
    }

    @Test
    void shouldGrantTheClaimAgainWhenItsOwnerRepeatsIt() {
        // given
        granted(1, "owner");

        // when
        Claim claim = store.claim(key, attempt(1), "owner", T1);

        // then
        assertThat(claim).isEqualTo(new Claim.Granted());
    }

    @Test
    void shouldFenceTheOlderOwnerWhenANewerAttemptClaims() {
        // given
        granted(1, "older");

        // when
        granted(2, "newer");

        // then
        assertThat(store.heartbeat(key, attempt(1), "older", new Progress(T1, null, null)))
                .isEqualTo(Pulse.LOST);
        assertThat(store.complete(key, attempt(1), "older", SUCCESS)).isFalse();
        assertThat(store.read(key)).contains(new ExecutionRecord(2, "newer", T0, null, false, null));
    }

    @Test
    void shouldDropAnOlderAttemptWhenANewerOneHasClaimed() {
        // given
        granted(2, "newer");

        // when
        Claim claim = store.claim(key, attempt(1), "older", T1);

        // then
        assertThat(claim).isInstanceOf(Claim.Busy.class);
    }

    @Test
    void shouldGiveTheStoredOutcomeWhenAFinishedAttemptArrivesAgain() {
        // given
        granted(1, "owner");
        assertThat(store.complete(key, attempt(1), "owner", FAILURE)).isTrue();

        // when
        Claim claim = store.claim(key, attempt(1), "another", T1);

        // then
        assertThat(claim).isEqualTo(new Claim.Done(FAILURE));
    }

    @Test
    void shouldGiveTheStoredSuccessWhenALaterAttemptArrives() {
        // given
        granted(1, "owner");
        assertThat(store.complete(key, attempt(1), "owner", SUCCESS)).isTrue();

        // when
        Claim claim = store.claim(key, attempt(2), "another", T1);

        // then
        assertThat(claim).isEqualTo(new Claim.Done(SUCCESS));
        assertThat(store.read(key).orElseThrow().attempt()).isEqualTo(1);
    }

    @Test
    void shouldGrantALaterAttemptWhenAFailureIsStored() {
        // given
        granted(1, "owner");
        assertThat(store.complete(key, attempt(1), "owner", FAILURE)).isTrue();

        // when
        granted(2, "another");

        // then
        assertThat(store.read(key)).contains(new ExecutionRecord(2, "another", T0, null, false, null));
    }

    @Test
    void shouldAcceptTheSameOutcomeAgainAndNoOtherWhenOneIsStored() {
        // given
        granted(1, "owner");
        assertThat(store.complete(key, attempt(1), "owner", SUCCESS)).isTrue();

        // when
        boolean same = store.complete(key, attempt(1), "owner", SUCCESS);
        boolean other = store.complete(key, attempt(1), "owner", FAILURE);

        // then
        assertThat(same).isTrue();
        assertThat(other).isFalse();
        assertThat(store.read(key).orElseThrow().outcome()).isEqualTo(SUCCESS);
    }

    @Test
    void shouldRefuseTheOutcomeWhenSomebodyElseOwnsTheAttempt() {
        // given
        granted(1, "owner");

        // when
        boolean stored = store.complete(key, attempt(1), "stranger", SUCCESS);

        // then
        assertThat(stored).isFalse();
        assertThat(store.read(key).orElseThrow().outcome()).isNull();
    }

    @Test
    void shouldKeepTheLastSignOfLifeWhenTheOwnerGivesOne() {
        // given
        granted(1, "owner");
        Pulse first = store.heartbeat(key, attempt(1), "owner", new Progress(T0, 40, "page 4 of 10"));

        // when
        Pulse second = store.heartbeat(key, attempt(1), "owner", new Progress(T1, null, null));

        // then
        assertThat(List.of(first, second)).containsOnly(Pulse.GO_ON);
        assertThat(store.read(key))
                .contains(new ExecutionRecord(1, "owner", T1, null, false, new Progress(T1, null, null)));
    }

    @Test
    void shouldKeepProgressWhenTheOwnerReportsIt() {
        // given
        granted(1, "owner");
        Progress progress = new Progress(T1, 40, "page 4 of 10");

        // when
        Pulse pulse = store.heartbeat(key, attempt(1), "owner", progress);

        // then
        assertThat(pulse).isEqualTo(Pulse.GO_ON);
        assertThat(store.read(key).orElseThrow().progress()).isEqualTo(progress);
    }

    @Test
    void shouldTellTheOwnerWhenItsExecutionWasCancelled() {
        // given
        granted(1, "owner");

        // when
        store.tombstone(key, T1);

        // then
        assertThat(store.heartbeat(key, attempt(1), "owner", new Progress(T1, null, null)))
                .isEqualTo(Pulse.CANCELLED);
        assertThat(store.read(key).orElseThrow().tombstoned()).isTrue();
    }

    @Test
    void shouldRefuseEveryClaimWhenItWasCancelledBeforeItBegan() {
        // given
        store.tombstone(key, T0);
        store.tombstone(key, T1);

        // when
        Claim claim = store.claim(key, attempt(1), "owner", T1);

        // then
        assertThat(claim).isEqualTo(new Claim.Tombstoned());
        assertThat(store.read(key)).contains(new ExecutionRecord(0, null, null, null, true, null));
    }

    @Test
    void shouldRefuseALaterAttemptWhenARunningOneWasCancelled() {
        // given
        granted(1, "owner");
        store.tombstone(key, T1);

        // when
        Claim claim = store.claim(key, attempt(2), "another", T1);

        // then
        assertThat(claim).isEqualTo(new Claim.Tombstoned());
    }

    @Test
    void shouldKeepALateOutcomeWhenTheExecutionWasCancelled() {
        // given
        granted(1, "owner");
        store.tombstone(key, T1);

        // when
        boolean stored = store.complete(key, attempt(1), "owner", SUCCESS);

        // then
        assertThat(stored).isTrue();
        assertThat(store.read(key)).hasValueSatisfying(known -> {
            assertThat(known.outcome()).isEqualTo(SUCCESS);
            assertThat(known.tombstoned()).isTrue();
        });
    }

    @Test
    void shouldLoseTheOwnerWhenItsOutcomeIsStored() {
        // given
        granted(1, "owner");
        assertThat(store.complete(key, attempt(1), "owner", SUCCESS)).isTrue();

        // when
        Pulse pulse = store.heartbeat(key, attempt(1), "owner", new Progress(T1, null, null));

        // then
        assertThat(pulse).isEqualTo(Pulse.LOST);
    }

    @Test
    void shouldLoseAStrangerWhenThereIsNoRecord() {
        // given
        Progress progress = new Progress(T1, null, null);

        // when
        Pulse pulse = store.heartbeat(key, attempt(1), "owner", progress);
        boolean stored = store.complete(key, attempt(1), "owner", SUCCESS);

        // then
        assertThat(pulse).isEqualTo(Pulse.LOST);
        assertThat(stored).isFalse();
        assertThat(store.read(key)).isEmpty();
    }

    @Test
    void shouldKeepRecordsApartWhenTenantOrActionDiffer() {
        // given
        granted(1, "owner");

        // when
        Claim otherAction =
                store.claim(new ExecutionKey(key.tenant(), task, Action.COMPENSATE), attempt(1), "undo", T0);
        Claim otherTenant = store.claim(new ExecutionKey("tenant||", task, Action.EXECUTE), attempt(1), "other", T0);

        // then
        assertThat(List.of(otherAction, otherTenant)).containsOnly(new Claim.Granted());
    }

    @Test
    void shouldGrantOneClaimWhenManyArriveAtOnce() throws InterruptedException, ExecutionException {
        // given
        int threads = 16;

        // when
        List<Claim> claims = Together.run(threads, i -> store.claim(key, attempt(1), "owner-" + i, T0));

        // then
        assertThat(claims).filteredOn(Claim.Granted.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Claim.Busy.class::isInstance).hasSize(threads - 1);
    }

    @Test
    void shouldKeepALargeOutcomeAndRefuseALargerOneWhenAskedTo() {
        // given
        granted(1, "owner");
        StoredOutcome large = new StoredOutcome(true, text(ExecutionStore.MAX_OUTCOME_BYTES));
        StoredOutcome larger = new StoredOutcome(true, text(ExecutionStore.MAX_OUTCOME_BYTES + 1));

        // when
        // then
        assertThatThrownBy(() -> store.complete(key, attempt(1), "owner", larger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("larger than " + ExecutionStore.MAX_OUTCOME_BYTES);
        assertThat(store.complete(key, attempt(1), "owner", large)).isTrue();
        assertThat(store.read(key).orElseThrow().outcome()).isEqualTo(large);
    }

    private static Json text(int bytes) {
        return new Json("\"" + "x".repeat(bytes - 2) + "\"");
    }

    private void granted(int number, String owner) {
        assertThat(store.claim(key, attempt(number), owner, T0)).isEqualTo(new Claim.Granted());
    }
}
