package dev.trellis.host.consumer;

import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.outcome.Outcomes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Applies the messages of the outcome queue. One that cannot be read becomes an incident at once and is removed. */
@ApplicationScoped
final class OutcomeIntake implements BatchHandling {
    private final Outcomes outcomes;
    private final UnreadableMessages unreadable;
    private final OutcomeMeters meters;

    OutcomeIntake(Outcomes outcomes, UnreadableMessages unreadable, OutcomeMeters meters) {
        this.outcomes = outcomes;
        this.unreadable = unreadable;
        this.meters = meters;
    }

    @Override
    public List<Disposition> handle(List<Received> batch) {
        List<OutcomeMessage> readable = new ArrayList<>();
        batch.forEach(message -> read(message).ifPresent(readable::add));
        Map<String, Disposition> known = new HashMap<>();
        if (!readable.isEmpty()) {
            List<Applied> answers = outcomes.apply(readable);
            for (int i = 0; i < answers.size(); i++) {
                Applied applied = answers.get(i);
                meters.applied(applied, readable.get(i).outcome());
                known.put(applied.messageId(), disposition(applied, batch));
            }
        }
        return batch.stream()
                .map(message -> known.getOrDefault(message.messageId(), new Disposition.Done()))
                .toList();
    }

    private Optional<OutcomeMessage> read(Received message) {
        try {
            return Optional.of(new OutcomeMessage(message.messageId(), OutcomeJson.read(message.body())));
        } catch (WireFormatException wrong) {
            meters.unreadable();
            unreadable.raise(
                    QueueNames.OUTCOMES,
                    message.body(),
                    "outcome.unreadable",
                    "a message of the outcome queue is no outcome: " + wrong.getMessage());
            return Optional.empty();
        }
    }

    private Disposition disposition(Applied applied, List<Received> batch) {
        if (applied instanceof Applied.Unknown) {
            batch.stream()
                    .filter(message -> message.messageId().equals(applied.messageId()))
                    .forEach(message -> unreadable.raise(
                            QueueNames.OUTCOMES,
                            message.body(),
                            "outcome.unknown_task",
                            "an outcome names a task that does not exist; it changed nothing"));
        }
        return applied instanceof Applied.Deferred deferred
                ? new Disposition.Again(deferred.retryIn())
                : new Disposition.Done();
    }
}
