package dev.trellis.tde.binding.knative;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.infra.knative.KnativePlatform;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the queues of a function from the environment of its process. */
@Singleton
public class KnativeBinding {
    @Produces
    @Singleton
    MessageQueues queues() {
        return KnativePlatform.fromEnvironment(System.getenv()).queues();
    }
}
