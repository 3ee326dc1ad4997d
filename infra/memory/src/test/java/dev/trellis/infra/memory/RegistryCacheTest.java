package dev.trellis.infra.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.RegistryStore.Put;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.Resolution;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RegistryCacheTest {

    private final MemoryRegistry registry = new MemoryRegistry();
    private final RegistryCache cache = new RegistryCache(registry);

    private void put(String version) {
        Json document =
                new Json("{\"kind\":\"tde\",\"name\":\"a.b\",\"version\":\"%s\",\"adapter\":\"file\",\"ref\":\"copy\"}"
                        .formatted(version));
        RegistryKey key = new RegistryKey(RegistryKind.TDE, "a.b", version);
        assertThat(registry.put(new RegistryItem(key, document, version, Instant.EPOCH, "ann")))
                .isEqualTo(Put.WRITTEN);
    }

    private void flip(String from, String to) {
        assertThat(registry.flip(RegistryKind.TDE, "a.b", "stable", from.isEmpty() ? null : from, to))
                .isTrue();
    }

    @Test
    void shouldShowTheNewStableVersionWhenTheHeadMoved() {
        // given
        put("1.0.0");
        flip("", "1.0.0");
        RegistrySnapshot before = cache.current();

        // when
        put("1.1.0");
        flip("1.0.0", "1.1.0");

        // then
        assertThat(before.stable(RegistryKind.TDE, "a.b")).contains("1.0.0");
        assertThat(cache.current().stable(RegistryKind.TDE, "a.b")).contains("1.1.0");
    }

    @Test
    void shouldReadNothingAnewWhenTheHeadStands() {
        // given
        put("1.0.0");
        flip("", "1.0.0");
        RegistrySnapshot first = cache.current();

        // when
        RegistrySnapshot second = cache.current();

        // then
        assertThat(second).isSameAs(first);
    }

    @Test
    void shouldFetchAPinnedVersionWhenTheSnapshotLacksIt() {
        // given
        put("1.0.0");
        flip("", "1.0.0");
        assertThat(cache.current().resolveTask("a.b", null, "1.1.0")).isInstanceOf(Resolution.Missing.class);

        // when
        put("1.1.0");

        // then
        assertThat(cache.resolveTask("a.b", null, "1.1.0"))
                .isInstanceOfSatisfying(Resolution.Found.class, found -> assertThat(found.version())
                        .isEqualTo("1.1.0"));
        assertThat(cache.resolveTask("a.b", null, "1.2.0")).isInstanceOf(Resolution.Missing.class);
    }

    @Test
    void shouldShowAllOthersAndSayWhyWhenOneDocumentCannotBeRead() {
        // given
        put("1.0.0");
        flip("", "1.0.0");
        Json foreign = new Json("{\"kind\":\"tde\",\"from\":\"the future\"}");
        RegistryKey key = new RegistryKey(RegistryKind.TDE, "c.d", "1.0.0");
        assertThat(registry.put(new RegistryItem(key, foreign, "sha", Instant.EPOCH, "ann")))
                .isEqualTo(Put.WRITTEN);

        // when
        RegistrySnapshot snapshot = cache.current();

        // then
        assertThat(snapshot.resolveTask("a.b", null, null)).isInstanceOf(Resolution.Found.class);
        assertThat(snapshot.resolveTask("c.d", null, "1.0.0")).isInstanceOf(Resolution.Missing.class);
        assertThat(snapshot.problems()).singleElement().satisfies(problem -> assertThat(problem.source())
                .isEqualTo("tde c.d 1.0.0"));
    }
}
