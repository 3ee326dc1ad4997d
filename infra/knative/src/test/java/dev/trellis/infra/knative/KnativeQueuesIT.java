package dev.trellis.infra.knative;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.infra.conformance.MessageQueuesContract;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The whole port over a broker that pushes. */
class KnativeQueuesIT extends MessageQueuesContract {

    private static SmallBroker broker;
    private static Mailbox mailbox;

    @BeforeAll
    static void start() throws IOException {
        broker = new SmallBroker();
        mailbox = Mailbox.at(SmallBroker.LOOPBACK, broker::knows, Admission.OPEN);
    }

    @AfterAll
    static void stop() {
        mailbox.close();
        broker.close();
    }

    @Override
    protected MessageQueues queues() {
        return new KnativeQueues(new EventSink(broker.address(), RetryPauses.REAL), mailbox);
    }

    @Override
    protected void create(String name, int maxDeliveries) {
        broker.subscribe(name, mailbox, maxDeliveries);
    }

    @Override
    protected void elapse(Duration time) {}
}
