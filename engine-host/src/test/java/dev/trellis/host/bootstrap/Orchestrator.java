package dev.trellis.host.bootstrap;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.wire.CycleJson;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.host.api.Http;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** An orchestrator and all executors in one, driven by tests over the real interface: REST in, outcome queue out. */
@Singleton
public class Orchestrator {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WAIT_MS = 100;

    private final MessageQueues queues;
    private final Executors executors;
    private final Http service = Http.as("token-of-pdo-service");
    private List<Confirmed> confirmed = new ArrayList<>();
    private long published;

    Orchestrator(MessageQueues queues, Executors executors) {
        this.queues = queues;
        this.executors = executors;
    }

    /**
     * Works until a condition holds.
     *
     * @throws IllegalStateException when it does not within 60 s
     */
    public void workUntil(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the condition did not hold within " + PATIENCE);
            }
            turn();
        }
    }

    private void turn() {
        CycleRequest request = new CycleRequest(
                "test-pdo", new Ask(10, 100, WAIT_MS, false), confirmed, List.of(), List.of(), published);
        Http.Answer answer = service.post("/v1/pdo/cycle", CycleJson.write(request));
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.body());
        }
        CycleReply reply = CycleJson.readReply(answer.body());
        confirmed = reply.tasks().stream().map(this::run).toList();
        reply.events().forEach(event -> published = Math.max(published, event.sequence()));
    }

    private Confirmed run(LeasedTask task) {
        String type = task.demand().taskType();
        Json inputs = ((Payload.Inline) task.inputs()).json();
        Instant now = Instant.now();
        Outcome outcome = new Outcome(
                task.attempt(),
                task.action(),
                executors.execute(type, inputs),
                Map.of(),
                now,
                now,
                null,
                Json.EMPTY_OBJECT);
        List<Integer> refused = queues.send(QueueNames.OUTCOMES, List.of(OutcomeJson.write(outcome)));
        if (!refused.isEmpty()) {
            throw new IllegalStateException("the outcome was not taken");
        }
        return new Confirmed(
                task.attempt().taskId().value(),
                task.attempt().token(),
                new Route(String.valueOf(task.demand().pinnedVersion()), "test", List.of()));
    }
}
