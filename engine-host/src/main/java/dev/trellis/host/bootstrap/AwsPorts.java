package dev.trellis.host.bootstrap;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PdoTrigger;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.infra.aws.AwsPlatform;
import io.quarkus.arc.DefaultBean;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The ports on AWS or on what speaks its protocols, as the environment says. Another cloud is another such class. */
@ApplicationScoped
final class AwsPorts {
    private final AwsPlatform platform = AwsPlatform.fromEnvironment(System.getenv());

    @Produces
    @Singleton
    @DefaultBean
    MessageQueues queues() {
        return platform.queues();
    }

    @Produces
    @Singleton
    @DefaultBean
    ExecutionStore executions() {
        return platform.executionStore();
    }

    @Produces
    @Singleton
    @DefaultBean
    ArtifactStore artifacts() {
        return platform.artifacts();
    }

    @Produces
    @Singleton
    @DefaultBean
    RegistryStore registry() {
        return platform.registry();
    }

    @Produces
    @Singleton
    @DefaultBean
    PdoTrigger trigger() {
        return platform.pdoTrigger();
    }

    @PreDestroy
    void close() {
        platform.close();
    }
}
