package dev.trellis.host.consumer;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.QueueNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The loops that receive: outcomes, submissions, dead letters. Several hosts may run them at once. */
@ApplicationScoped
public final class Consumers {
    /**
     * Shorter than the end of a loop is waited for. A poll that outlives its host may still be given messages, and they stay
     * hidden until the queue offers them again.
     */
    private static final Duration LONG_POLL = Loop.END.minusSeconds(1);

    private static final int OUTCOMES_TOGETHER = 50;
    /** A queue service that does not wait must not keep a core busy. */
    private static final Duration AFTER_NOTHING = Duration.ofMillis(50);

    private final List<Loop> loops = new ArrayList<>();

    Consumers(
            MessageQueues queues,
            DatabaseGate database,
            OutcomeIntake outcomes,
            SubmissionIntake submissions,
            DeadLetterRound deadLetters,
            @ConfigProperty(name = "trellis.dead-letters.every", defaultValue = "PT5S") Duration every) {
        loops.add(draining(
                "outcomes", database, new QueueDrain(queues, QueueNames.OUTCOMES, outcomes, OUTCOMES_TOGETHER)));
        loops.add(draining(
                "submissions",
                database,
                new QueueDrain(queues, QueueNames.SUBMISSIONS, submissions, QueueDrain.RECEIVED_AT_ONCE)));
        loops.add(new Loop("dead-letters", database, () -> deadLetters.visit() > 0 ? Duration.ZERO : every));
    }

    private static Loop draining(String name, DatabaseGate database, QueueDrain drain) {
        return new Loop(name, database, () -> drain.turn(LONG_POLL) > 0 ? Duration.ZERO : AFTER_NOTHING);
    }

    public void start() {
        loops.forEach(Loop::start);
    }

    public void stop() {
        // All at once: each may stand in a long poll, and these would add up.
        loops.forEach(Loop::ask);
        loops.forEach(Loop::stop);
    }
}
