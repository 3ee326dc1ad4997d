package dev.trellis.simulation.actor;

import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Strand;
import java.time.Duration;
import java.util.List;

/** Somebody who listens to events. */
public final class Subscriber {
    private final Surroundings in;

    public Subscriber(Surroundings in) {
        this.in = in;
    }

    public void begin(OsProcess process) {
        Strand unused = in.time().spawn(process, this::listen);
    }

    private void listen() {
        while (true) {
            in.network().awaitLook(QueueNames.EVENTS);
            List<Received> batch = in.network().receive(QueueNames.EVENTS, 10, Duration.ofSeconds(30));
            for (Received event : batch) {
                in.witness().letters().event(event.body());
            }
            in.network()
                    .queues()
                    .delete(
                            QueueNames.EVENTS,
                            batch.stream().map(Received::receipt).toList());
        }
    }
}
