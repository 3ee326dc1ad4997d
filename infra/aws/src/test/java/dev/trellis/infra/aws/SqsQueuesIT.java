package dev.trellis.infra.aws;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.infra.conformance.MessageQueuesContract;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqsQueuesIT extends MessageQueuesContract {

    @RegisterExtension
    static final LocalServices SERVICES = new LocalServices();

    @Override
    protected MessageQueues queues() {
        return SERVICES.cloud().platform().queues();
    }

    @Override
    protected void create(String name, int maxDeliveries) {
        SERVICES.cloud().createQueue(name, maxDeliveries);
    }

    @Override
    protected void elapse(Duration time) {}
}
