package dev.trellis.pdo.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.infra.memory.VirtualClock;
import dev.trellis.pdo.fixture.Registries;
import dev.trellis.pdo.fixture.Tasks;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.Resolution;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedRegistryTest {
    private static final LeasedTask PLAIN = Tasks.task("t1");

    private final VirtualClock clock = new VirtualClock(Tasks.NOW);
    private final Registries registries = new Registries().stable(Tasks.TYPE, "1.0.0");
    private final CachedRegistry cached = new CachedRegistry(new RegistryCache(registries.store()), clock);

    @Test
    void shouldSeeAChangeAfterASecond() {
        // given
        RegistrySnapshot first = cached.snapshotFor(List.of(PLAIN));
        registries.stable(Tasks.TYPE, "2.0.0");
        clock.advance(Duration.ofMillis(999));

        // when
        RegistrySnapshot early = cached.snapshotFor(List.of(PLAIN));
        clock.advance(Duration.ofMillis(1));
        RegistrySnapshot later = cached.snapshotFor(List.of(PLAIN));

        // then
        assertThat(early).isSameAs(first);
        assertThat(version(later, PLAIN)).isEqualTo("2.0.0");
    }

    @Test
    void shouldLookAtOnceWhenATypeIsUnknown() {
        // given
        var unused = cached.snapshotFor(List.of(PLAIN));
        registries.stable("demo.new", "1.0.0");
        LeasedTask task = Tasks.ofType("t2", "demo.new");

        // when
        RegistrySnapshot snapshot = cached.snapshotFor(List.of(PLAIN, task));

        // then
        assertThat(version(snapshot, task)).isEqualTo("1.0.0");
    }

    @Test
    void shouldFetchAPinnedVersionThatNoPointerShows() {
        // given
        var unused = cached.snapshotFor(List.of(PLAIN));
        registries.version(Tasks.TYPE, "1.1.0", entry -> {});
        LeasedTask pinned = Tasks.of("t2", new Demand(Tasks.TYPE, "1.1.0", null, List.of()));

        // when
        RegistrySnapshot snapshot = cached.snapshotFor(List.of(pinned));

        // then
        assertThat(version(snapshot, pinned)).isEqualTo("1.1.0");
    }

    private static String version(RegistrySnapshot snapshot, LeasedTask task) {
        Demand demand = task.demand();
        return snapshot.resolveTask(demand.taskType(), demand.versionRange(), demand.pinnedVersion())
                        instanceof Resolution.Found<TdeEntry> found
                ? found.version()
                : "none";
    }
}
