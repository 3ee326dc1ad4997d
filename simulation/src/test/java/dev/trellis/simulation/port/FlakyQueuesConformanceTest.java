package dev.trellis.simulation.port;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.infra.conformance.MessageQueuesContract;
import java.time.Duration;

class FlakyQueuesConformanceTest extends MessageQueuesContract {
    private final CalmPlace place = new CalmPlace();
    private final MessageQueues queues = place.queues();

    @Override
    protected MessageQueues queues() {
        return queues;
    }

    @Override
    protected void create(String queue, int maxDeliveries) {
        place.network.create(queue, maxDeliveries);
    }

    @Override
    protected void elapse(Duration time) {
        place.elapse(time);
    }
}
