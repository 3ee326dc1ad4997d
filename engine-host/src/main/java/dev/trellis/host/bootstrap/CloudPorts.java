package dev.trellis.host.bootstrap;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PdoTrigger;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.knative.KnativePlatform;
import io.quarkus.arc.DefaultBean;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ports on AWS or on what speaks its protocols, as the environment says; queues and trigger on a CloudEvents broker where it names one.
 * Another cloud is another such choice.
 */
@ApplicationScoped
final class CloudPorts {
    private final AwsPlatform platform = AwsPlatform.fromEnvironment(System.getenv());
    private @Nullable KnativePlatform broker;

    @Produces
    @Singleton
    @DefaultBean
    MessageQueues queues() {
        return broker().map(KnativePlatform::queues).orElseGet(platform::queues);
    }

    /** Made at first use: where tests bring other queues, no mailbox is opened. */
    private synchronized Optional<KnativePlatform> broker() {
        if (broker == null && KnativePlatform.isNamedIn(System.getenv())) {
            broker = KnativePlatform.fromEnvironment(System.getenv());
        }
        return Optional.ofNullable(broker);
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
        return broker().map(KnativePlatform::pdoTrigger).orElseGet(platform::pdoTrigger);
    }

    @PreDestroy
    synchronized void close() {
        if (broker != null) {
            broker.close();
        }
        platform.close();
    }
}
