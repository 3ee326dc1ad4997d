package dev.trellis.pdo.funqy;

import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.engine.HttpEngineGateway;
import dev.trellis.infra.knative.KnativePlatform;
import dev.trellis.pdo.cycle.CachedRegistry;
import dev.trellis.pdo.cycle.CyclePorts;
import dev.trellis.pdo.cycle.DispatchCycle;
import dev.trellis.pdo.invocation.PdoSettings;
import dev.trellis.registry.RegistryCache;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;

/** Joins the loop with its adapters, once for each process: the queues of a broker, the stores of the installation. */
final class PdoWiring {
    @Produces
    @Singleton
    static InstantSource clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static PdoSettings settings() {
        return PdoSettings.from(System.getenv());
    }

    @Produces
    @Singleton
    static DispatchCycle cycle(PdoSettings settings, InstantSource clock) {
        AwsPlatform stores = AwsPlatform.fromEnvironment(System.getenv());
        CyclePorts ports = new CyclePorts(
                new HttpEngineGateway(settings.engine(), settings.token()),
                KnativePlatform.fromEnvironment(System.getenv()).queues(),
                stores.executionStore(),
                stores.artifacts(),
                new CachedRegistry(new RegistryCache(stores.registry()), clock));
        return settings.cycle(ports, clock);
    }

    private PdoWiring() {}
}
