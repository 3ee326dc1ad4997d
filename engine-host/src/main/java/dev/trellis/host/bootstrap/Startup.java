package dev.trellis.host.bootstrap;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.host.consumer.Consumers;
import dev.trellis.host.nudge.Nudges;
import dev.trellis.registry.Seed;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Starts the host in order: schema and seed of the registries, then the kernel, then the loops; stops the loops first. */
@ApplicationScoped
final class Startup {
    /** The kernel opens after the default priority, at which schema and seed are prepared. */
    private static final int AFTER_KERNEL = 3_500;

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Logger LOG = Logger.getLogger(Startup.class);

    private final Schema schema;
    private final RegistryStore registry;
    private final ArtifactStore artifacts;
    private final Consumers consumers;
    private final Nudges nudges;
    private final InstantSource clock;

    Startup(
            Schema schema,
            RegistryStore registry,
            ArtifactStore artifacts,
            Consumers consumers,
            Nudges nudges,
            InstantSource clock) {
        this.schema = schema;
        this.registry = registry;
        this.artifacts = artifacts;
        this.consumers = consumers;
        this.nudges = nudges;
        this.clock = clock;
    }

    void prepare(@Observes StartupEvent event) throws InterruptedException {
        schema.prepare();
        seed();
    }

    /** The registries and the artifact store may still be starting. */
    private void seed() throws InterruptedException {
        Instant end = clock.instant().plus(PATIENCE);
        while (true) {
            try {
                new Seed(registry, artifacts, clock).load();
                return;
            } catch (PortUnavailableException away) {
                if (clock.instant().isAfter(end)) {
                    throw away;
                }
                LOG.infof("waiting for the registries: %s", away.getMessage());
                Thread.sleep(BETWEEN);
            }
        }
    }

    void begin(@Observes @Priority(AFTER_KERNEL) StartupEvent event) {
        consumers.start();
        nudges.start();
    }

    void stop(@Observes ShutdownEvent event) {
        nudges.stop();
        consumers.stop();
    }
}
