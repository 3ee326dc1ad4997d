package dev.trellis.infra.memory;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.infra.conformance.MessageQueuesContract;
import java.time.Duration;
import java.time.Instant;

class MemoryQueuesTest extends MessageQueuesContract {

    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final MemoryQueues queues = new MemoryQueues(clock);

    @Override
    protected MessageQueues queues() {
        return queues;
    }

    @Override
    protected void create(String name, int maxDeliveries) {
        MemoryQueues unused = queues.create(name, maxDeliveries);
    }

    @Override
    protected void elapse(Duration time) {
        clock.advance(time);
    }
}
