package dev.trellis.infra.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.RegistryStore.Put;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.wire.RegistryJson;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.Resolution;
import dev.trellis.registry.Seed;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeedTest {

    private final MemoryRegistry registry = new MemoryRegistry();
    private final MemoryArtifacts artifacts = new MemoryArtifacts("another-bucket");
    private final Seed seed = new Seed(registry, artifacts, new VirtualClock(Instant.EPOCH));

    @Test
    void shouldMakeTheKernelsOwnEntriesStableWhenLoaded() {
        // given
        RegistryCache cache = new RegistryCache(registry);

        // when
        seed.load();

        // then
        RegistrySnapshot snapshot = cache.current();
        assertThat(snapshot.resolveProcess("kernel.task", null)).isInstanceOf(Resolution.Found.class);
        assertThat(snapshot.resolveProcess("kernel.change", "^1")).isInstanceOf(Resolution.Found.class);
        assertThat(snapshot.taskQueues())
                .containsExactly(
                        "trellis-task-kernel-registry-flip",
                        "trellis-task-kernel-registry-validate",
                        "trellis-task-kernel-registry-write");
        assertThat(registry.list(RegistryKind.PROCESS)).allSatisfy(item -> assertThat(artifacts.exists(
                        RegistryJson.readProcess(item.document()).bpmn().uri()))
                .isTrue());
    }

    @Test
    void shouldChangeNothingWhenLoadedAgain() {
        // given
        seed.load();
        long revision = registry.headRevision();

        // when
        seed.load();

        // then
        assertThat(registry.headRevision()).isEqualTo(revision);
    }

    @Test
    void shouldKeepANewerStableVersionWhenSomebodyFlippedToIt() {
        // given
        seed.load();
        assertThat(registry.flip(RegistryKind.POLICY, "default", "stable", "1.0.0", "1.1.0"))
                .isTrue();

        // when
        seed.load();

        // then
        assertThat(registry.pointers(RegistryKind.POLICY, "default")).containsEntry("stable", "1.1.0");
    }

    @Test
    void shouldComplainWhenAVersionIsThereWithAnotherContent() {
        // given
        Json other =
                new Json("{\"kind\":\"policy\",\"name\":\"default\",\"version\":\"1.0.0\",\"task_types\":[\"*\"]}");
        RegistryKey key = new RegistryKey(RegistryKind.POLICY, "default", "1.0.0");
        assertThat(registry.put(new RegistryItem(key, other, "0".repeat(64), Instant.EPOCH, "ann")))
                .isEqualTo(Put.WRITTEN);

        // when
        // then
        assertThatThrownBy(seed::load)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("policy default 1.0.0");
    }
}
