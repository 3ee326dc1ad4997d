package dev.trellis.infra.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.ExecutionStore.ExecutionRecord;
import dev.trellis.contract.port.ExecutionStore.Progress;
import dev.trellis.contract.port.ExecutionStore.Pulse;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an execution store does. */
public abstract class ExecutionStoreContract extends ExecutionClaimContract {

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
}
