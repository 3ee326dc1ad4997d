package dev.trellis.infra.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.port.RegistryStore.Put;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.wire.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a registry store does. The store may hold what other tests wrote. */
public abstract class RegistryStoreContract {

    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");

    private RegistryStore store;
    private String name;

    /** The adapter under test. */
    protected abstract RegistryStore store();

    @BeforeEach
    void openStore() {
        store = store();
        name = Names.fresh("conformance.");
    }

    private RegistryItem item(RegistryKind kind, String version, String document) {
        return new RegistryItem(
                new RegistryKey(kind, name, version), new Json(document), Sha256.hexOf(document), T0, "somebody");
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackWhatWasPutWhenTheVersionIsNew(RegistryKind kind) {
        // given
        RegistryItem item = item(kind, "1.0.0-rc.1", "{\"text\":\"Grüße\"}");

        // when
        Put put = store.put(item);

        // then
        assertThat(put).isEqualTo(Put.WRITTEN);
        assertThat(store.find(item.key())).contains(item);
        assertThat(store.versions(kind, name)).containsExactly(item);
        assertThat(store.list(kind)).contains(item);
    }

    @Test
    void shouldLeaveAVersionAloneWhenItIsPutAgain() {
        // given
        RegistryItem first = item(RegistryKind.TDE, "1.0.0", "{\"a\":1}");
        assertThat(store.put(first)).isEqualTo(Put.WRITTEN);

        // when
        Put same = store.put(item(RegistryKind.TDE, "1.0.0", "{\"a\":1}"));
        Put other = store.put(item(RegistryKind.TDE, "1.0.0", "{\"a\":2}"));

        // then
        assertThat(same).isEqualTo(Put.UNCHANGED);
        assertThat(other).isEqualTo(Put.CONFLICT);
        assertThat(store.find(first.key())).contains(first);
    }

    @Test
    void shouldFindNothingWhenNothingIsThere() {
        // given
        RegistryKey key = new RegistryKey(RegistryKind.TDE, name, "1.0.0");

        // when
        // then
        assertThat(store.find(key)).isEmpty();
        assertThat(store.versions(RegistryKind.TDE, name)).isEmpty();
        assertThat(store.pointers(RegistryKind.TDE, name)).isEmpty();
    }

    @Test
    void shouldListEverythingWhenItIsMoreThanOneAnswerHolds() {
        // given
        List<RegistryItem> items = IntStream.range(0, 30)
                .mapToObj(i -> item(RegistryKind.PROCESS, "1.0." + i, "{\"x\":\"" + "y".repeat(60_000) + "\"}"))
                .toList();
        items.forEach(item -> assertThat(store.put(item)).isEqualTo(Put.WRITTEN));

        // when
        List<RegistryItem> versions = store.versions(RegistryKind.PROCESS, name);
        List<RegistryItem> all = store.list(RegistryKind.PROCESS);

        // then
        assertThat(versions).containsExactlyInAnyOrderElementsOf(items);
        assertThat(all).containsAll(items);
    }

    @Test
    void shouldPointAndRaiseTheHeadWhenThePointerShowsWhatTheCallerSaw() {
        // given
        long before = store.headRevision();

        // when
        boolean first = store.flip(RegistryKind.TDE, name, "stable", null, "1.0.0");
        boolean second = store.flip(RegistryKind.TDE, name, "stable", "1.0.0", "1.1.0");
        boolean candidate = store.flip(RegistryKind.TDE, name, "candidate", null, "2.0.0");

        // then
        assertThat(List.of(first, second, candidate)).containsOnly(true);
        assertThat(store.pointers(RegistryKind.TDE, name))
                .containsExactlyInAnyOrderEntriesOf(Map.of("stable", "1.1.0", "candidate", "2.0.0"));
        assertThat(store.pointers(RegistryKind.TDE)).containsKey(name);
        assertThat(store.headRevision()).isGreaterThanOrEqualTo(before + 3);
    }

    @Test
    void shouldChangeNothingWhenThePointerShowsSomethingElse() {
        // given
        assertThat(store.flip(RegistryKind.POLICY, name, "stable", null, "1.0.0"))
                .isTrue();

        // when
        boolean blind = store.flip(RegistryKind.POLICY, name, "stable", null, "2.0.0");
        boolean stale = store.flip(RegistryKind.POLICY, name, "stable", "0.9.0", "2.0.0");
        boolean absent = store.flip(RegistryKind.POLICY, name, "candidate", "1.0.0", "2.0.0");

        // then
        assertThat(List.of(blind, stale, absent)).containsOnly(false);
        assertThat(store.pointers(RegistryKind.POLICY, name)).containsExactlyEntriesOf(Map.of("stable", "1.0.0"));
    }

    @Test
    void shouldLetOneWinWhenManyFlipTheSamePointer() throws InterruptedException, ExecutionException {
        // given
        assertThat(store.flip(RegistryKind.TDE, name, "stable", null, "1.0.0")).isTrue();

        // when
        List<Boolean> won = Together.run(8, i -> store.flip(RegistryKind.TDE, name, "stable", "1.0.0", "2.0." + i));

        // then
        assertThat(won).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(store.pointers(RegistryKind.TDE, name)).containsEntry("stable", "2.0." + won.indexOf(true));
    }

    @Test
    void shouldCountEveryFlipWhenDifferentPointersMoveAtOnce() throws InterruptedException, ExecutionException {
        // given
        long before = store.headRevision();

        // when
        List<Boolean> done =
                Together.run(8, i -> store.flip(RegistryKind.TDE, name + "." + i, "stable", null, "1.0.0"));

        // then
        assertThat(done).containsOnly(true);
        assertThat(store.headRevision()).isGreaterThanOrEqualTo(before + 8);
    }
}
