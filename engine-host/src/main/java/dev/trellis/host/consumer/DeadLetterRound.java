package dev.trellis.host.consumer;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.host.outcome.Outcomes;
import dev.trellis.registry.RegistryCache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Visits every dead-letter queue: those of the platform and that of every task type's queue. */
@ApplicationScoped
final class DeadLetterRound {
    private static final Logger LOG = Logger.getLogger(DeadLetterRound.class);

    private final MessageQueues queues;
    private final RegistryCache registry;
    private final Outcomes outcomes;
    private final UnreadableMessages unreadable;
    private final InstantSource clock;
    private final Set<String> absent = new HashSet<>();

    DeadLetterRound(
            MessageQueues queues,
            RegistryCache registry,
            Outcomes outcomes,
            UnreadableMessages unreadable,
            InstantSource clock) {
        this.queues = queues;
        this.registry = registry;
        this.outcomes = outcomes;
        this.unreadable = unreadable;
        this.clock = clock;
    }

    /**
     * Empties every dead-letter queue.
     *
     * @return how many dead letters there were
     */
    int visit() {
        return Stream.concat(
                        Stream.of(QueueNames.OUTCOMES, QueueNames.SUBMISSIONS, QueueNames.EVENTS),
                        registry.current().taskQueues().stream())
                .mapToInt(this::visit)
                .sum();
    }

    private int visit(String queue) {
        QueueDrain drain = new QueueDrain(
                queues,
                QueueNames.deadLetter(queue),
                new DeadLetterIntake(queue, outcomes, unreadable, clock),
                QueueDrain.RECEIVED_AT_ONCE);
        try {
            int all = 0;
            for (int batch = drain.turn(Duration.ZERO); batch > 0; batch = drain.turn(Duration.ZERO)) {
                all += batch;
            }
            absent.remove(queue);
            return all;
        } catch (IllegalArgumentException noSuchQueue) {
            if (absent.add(queue)) {
                LOG.infof("%s has no dead-letter queue yet", queue);
            }
            return 0;
        }
    }
}
