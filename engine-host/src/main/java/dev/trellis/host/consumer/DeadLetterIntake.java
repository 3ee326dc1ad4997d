package dev.trellis.host.consumer;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.TaskRequestJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.outcome.Outcomes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the messages of one dead-letter queue into incidents, which keep them. The request of a task ends its attempt as
 * failed, so that the task does not wait for an outcome that cannot come.
 */
final class DeadLetterIntake implements BatchHandling {
    static final String CODE = "message.dead_letter";

    private final String queue;
    private final Outcomes outcomes;
    private final UnreadableMessages unreadable;
    private final InstantSource clock;

    /**
     * @param queue the queue whose dead letters these are
     */
    DeadLetterIntake(String queue, Outcomes outcomes, UnreadableMessages unreadable, InstantSource clock) {
        this.queue = queue;
        this.outcomes = outcomes;
        this.unreadable = unreadable;
        this.clock = clock;
    }

    @Override
    public List<Disposition> handle(List<Received> batch) {
        return batch.stream().map(this::bury).toList();
    }

    private Disposition bury(Received message) {
        String why =
                "a message of %s was delivered as often as the queue allows and never handled; the function's log says"
                                .formatted(queue)
                        + " why";
        request(message.body())
                .ifPresent(request ->
                        outcomes.apply(List.of(new OutcomeMessage(message.messageId(), failed(request, why)))));
        if (!unreadable.hasOpenIncident(message.body())) {
            unreadable.raise(queue, message.body(), CODE, why);
        }
        return new Disposition.Done();
    }

    private static Optional<TaskRequest> request(String body) {
        try {
            return Optional.of(TaskRequestJson.read(body));
        } catch (WireFormatException noRequest) {
            return Optional.empty();
        }
    }

    private Outcome failed(TaskRequest request, String why) {
        Instant now = clock.instant();
        return new Outcome(
                request.attempt(),
                request.action(),
                new Result.Failed(new TaskError(CODE, why, false)),
                Map.of(),
                now,
                now,
                request.context().traceparent(),
                Json.EMPTY_OBJECT);
    }
}
