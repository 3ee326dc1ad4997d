package dev.trellis.pdo.fn;

import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.engine.HttpEngineGateway;
import dev.trellis.pdo.cycle.CachedRegistry;
import dev.trellis.pdo.cycle.CyclePorts;
import dev.trellis.pdo.cycle.DispatchCycle;
import dev.trellis.pdo.invocation.PdoSettings;
import dev.trellis.registry.RegistryCache;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** Joins the loop with its adapters, once for each process. */
final class PdoWiring {
    @Produces
    @Singleton
    static InstantSource clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static DispatchCycle cycle(InstantSource clock) {
        PdoSettings settings = PdoSettings.from(System.getenv());
        AwsPlatform platform = AwsPlatform.fromEnvironment(System.getenv());
        CyclePorts ports = new CyclePorts(
                new HttpEngineGateway(settings.engine(), settings.token()),
                platform.queues(),
                platform.executionStore(),
                platform.artifacts(),
                new CachedRegistry(new RegistryCache(platform.registry()), clock));
        return settings.cycle(ports, clock);
    }

    private PdoWiring() {}
}
