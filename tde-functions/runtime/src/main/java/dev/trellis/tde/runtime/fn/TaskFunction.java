package dev.trellis.tde.runtime.fn;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.Ports;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskRunner;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The one function of every package: the message in, the outcome on its queue, nothing returned.
 *
 * <p>A call does the work and stores the outcome; what it returns publishes it. A binding that is given a batch of messages calls for
 * each of them first and waits for what was returned afterwards, so their outcomes leave together; one that is given a single message
 * does both at once.
 */
@Singleton
public class TaskFunction {
    private static final System.Logger LOG = System.getLogger(TaskFunction.class.getName());

    /** How long an outcome waits at most for those that come after it in the same batch. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private final TaskRunner runner;
    private final OutgoingOutcomes outgoing;

    @Inject
    TaskFunction(Ports ports, TaskKind kind) {
        this(
                ports,
                new TaskRunner(ports, kind, InstantSource.system(), () -> UUID.randomUUID()
                        .toString()),
                task -> CompletableFuture.delayedExecutor(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(task));
    }

    /** @param patience runs what it is given after the longest time that an outcome may wait for others */
    TaskFunction(Ports ports, TaskRunner runner, Executor patience) {
        this.runner = runner;
        this.outgoing = new OutgoingOutcomes(ports.queues(), patience);
    }

    /**
     * Handles one task request; what it throws, or a failure of what it returns, makes the transport deliver the message again.
     *
     * @return publishes the outcome
     */
    @Funq("task")
    public Uni<Void> task(TaskMessage message) throws InterruptedException, IOException {
        outgoing.limitWait();
        try {
            Optional<Json> outcome = runner.perform(message.text());
            return outcome.map(this::publish).orElseGet(() -> Uni.createFrom().voidItem());
        } catch (WireFormatException unreadable) {
            LOG.log(Level.ERROR, "message refused, it is no task request: {0}", unreadable.getMessage());
            throw unreadable;
        } catch (RuntimeException | IOException broken) {
            // No binding logs what a function throws, and without this line a dead letter would have no reason.
            LOG.log(Level.ERROR, "message not handled, it comes again", broken);
            throw broken;
        }
    }

    private Uni<Void> publish(Json outcome) {
        CompletableFuture<Void> published = outgoing.add(outcome);
        return Uni.createFrom()
                .completionStage(() -> {
                    outgoing.flush();
                    return published;
                })
                .onFailure()
                .invoke(failure -> LOG.log(Level.ERROR, "outcome not published, its message comes again", failure));
    }
}
