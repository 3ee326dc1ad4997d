package dev.trellis.tde.binding.aws;

import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.tde.runtime.Ports;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

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
    Ports ports(AwsPlatform platform) {
        return new Ports(platform.queues(), platform.executionStore(), platform.artifacts());
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
