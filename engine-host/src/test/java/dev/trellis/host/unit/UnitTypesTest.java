package dev.trellis.host.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.host.testkit.TestRegistry;
import dev.trellis.registry.RegistryCache;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UnitTypesTest {
    private static final String PROCESS = """
            {"kind": "tde", "name": "a.type", "version": "2.0.0", "adapter": "process", "ref": "a.process"}""";

    private final TestRegistry registry = new TestRegistry();
    private final RegistryCache cache = new RegistryCache(registry.store);
    private final UnitTypes types = new UnitTypes(cache);

    @Test
    void shouldDecideByTheVersionThatTheTaskGets() {
        // given
        registry.taskType("a.type");
        registry.entry(PROCESS);

        // when / then
        assertThat(types.isOwn(pinned("1.0.0"))).isFalse();
        assertThat(types.isOwn(pinned("2.0.0"))).isTrue();
        assertThat(types.isOwn(pinned(null))).isTrue();
        assertThat(types.isOwn(new Demand("another.type", null, null, List.of())))
                .isFalse();
    }

    @Test
    void shouldTakeAVersionForAProcessUntilTheStoreIsAsked() {
        // given
        registry.entry(PROCESS);
        boolean known = types.isOwn(pinned("2.0.0"));
        registry.taskType("a.type");

        // when
        boolean before = types.isOwn(pinned("1.0.0"));
        types.resolve(pinned("1.0.0"));
        boolean after = types.isOwn(pinned("1.0.0"));

        // then
        assertThat(List.of(known, before, after)).containsExactly(true, true, false);
    }

    /** Whoever reads the registries anew holds their monitor as long as the store takes. */
    @Test
    void shouldAnswerWhileTheRegistriesAreRead() {
        // given
        registry.entry(PROCESS);
        cache.current();

        // when
        boolean own;
        synchronized (cache) {
            own = CompletableFuture.supplyAsync(() -> types.isOwn(pinned("2.0.0")))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }

        // then
        assertThat(own).isTrue();
    }

    private static Demand pinned(@Nullable String version) {
        return new Demand("a.type", version, null, List.of());
    }
}
