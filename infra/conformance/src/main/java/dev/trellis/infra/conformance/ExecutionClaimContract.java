package dev.trellis.infra.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.ExecutionStore.Claim;
import dev.trellis.contract.port.ExecutionStore.ExecutionRecord;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may execute: the first half of what an execution store does. */
public abstract class ExecutionClaimContract {

    static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    static final Instant T1 = T0.plusSeconds(10);
    static final StoredOutcome SUCCESS = new StoredOutcome(true, new Json("{\"status\":\"succeeded\"}"));
    static final StoredOutcome FAILURE = new StoredOutcome(false, new Json("{\"status\":\"failed\"}"));

    ExecutionStore store;
    TaskId task;
    ExecutionKey key;

    /** The adapter under test. */
    protected abstract ExecutionStore store();

    @BeforeEach
    void openStore() {
        store = store();
        task = new TaskId(Names.fresh("task-"));
        key = new ExecutionKey("tenant|%7C", task, Action.EXECUTE);
    }

    final Attempt attempt(int number) {
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

    final void granted(int number, String owner) {
        assertThat(store.claim(key, attempt(number), owner, T0)).isEqualTo(new Claim.Granted());
    }
}
