package dev.trellis.tde.binding.aws;

import dev.trellis.contract.container.ContainerEngine;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.port.SecretStore;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.file.FileSecrets;
import dev.trellis.tde.runtime.Ports;
import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.lookup.LookupIfProperty;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Makes the ports of a function from the environment of its process. */
@Singleton
public class AwsBinding {
    @Produces
    @Singleton
    AwsPlatform platform() {
        return AwsPlatform.fromEnvironment(System.getenv());
    }

    @Produces
    @Singleton
    Ports ports(AwsPlatform platform, MessageQueues queues) {
        return new Ports(queues, platform.executionStore(), platform.artifacts(), secrets(platform, System.getenv()));
    }

    /** Other queues, where a binding brings them, go with the same stores. */
    @Produces
    @Singleton
    @DefaultBean
    MessageQueues queues(AwsPlatform platform) {
        return platform.queues();
    }

    /** Those of the cloud, unless the platform of one machine names its file. */
    private static SecretStore secrets(AwsPlatform platform, Map<String, String> environment) {
        String file = environment.getOrDefault("TRELLIS_SECRETS_FILE", "");
        return file.isBlank() ? platform.secrets() : new FileSecrets(Path.of(file), InstantSource.system());
    }

    /** Where the variable {@code TRELLIS_CONTAINERS} says so, containers run on ECS. */
    @Produces
    @Singleton
    @LookupIfProperty(name = "trellis.containers", stringValue = "ecs")
    ContainerEngine containers(AwsPlatform platform) {
        return platform.containers(System.getenv());
    }

    @Produces
    @Singleton
    ArtifactStore artifacts(AwsPlatform platform) {
        return platform.artifacts();
    }

    @Produces
    @Singleton
    RegistryStore registry(AwsPlatform platform) {
        return platform.registry();
    }
}
