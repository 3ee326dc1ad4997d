package dev.trellis.localstack;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.infra.conformance.MessageQueuesContract;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueuesST extends MessageQueuesContract {

    @RegisterExtension
    static final LocalStack LOCALSTACK = new LocalStack();

    @Override
    protected MessageQueues queues() {
        return LOCALSTACK.cloud().platform().queues();
    }

    @Override
    protected void create(String name, int maxDeliveries) {
        LOCALSTACK.cloud().createQueue(name, maxDeliveries);
    }

    @Override
    protected void elapse(Duration time) {}
}
