package dev.trellis.host.consumer;

import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.outcome.Outcomes;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Applies the messages of the outcome queue. One that cannot be read becomes an incident at once and is removed. */
@ApplicationScoped
final class OutcomeBatches implements BatchHandling {
    private final Outcomes outcomes;
    private final ClaimedOutputs outputs;
    private final UnreadableMessages unreadable;
    private final MeterRegistry meters;

    OutcomeBatches(
            Outcomes outcomes, ClaimedOutputs outputs, UnreadableMessages unreadable, MeterRegistry meters) {
        this.outcomes = outcomes;
        this.outputs = outputs;
        this.unreadable = unreadable;
        this.meters = meters;
    }

    @Override
    public List<Disposition> handle(List<Received> batch) {
        Map<String, Disposition> known = new HashMap<>();
        List<OutcomeMessage> readable = new ArrayList<>();
        for (Received message : batch) {
            read(message, readable, known);
        }
        if (!readable.isEmpty()) {
            outcomes.apply(readable).forEach(applied -> known.put(applied.messageId(), disposition(applied, batch)));
        }
        return batch.stream()
                .map(message -> known.getOrDefault(message.messageId(), new Disposition.Done()))
                .toList();
    }

    private void read(Received message, List<OutcomeMessage> readable, Map<String, Disposition> known) {
        try {
            Outcome outcome = OutcomeJson.read(message.body());
            switch (outputs.inlined(outcome, message.deliveries())) {
                case ClaimedOutputs.Inlined whole ->
                    readable.add(new OutcomeMessage(message.messageId(), whole.outcome()));
                case ClaimedOutputs.Late late -> known.put(message.messageId(), new Disposition.Again(late.retryIn()));
            }
        } catch (WireFormatException wrong) {
            count("unreadable");
            unreadable.raise(
                    QueueNames.OUTCOMES,
                    message.body(),
                    "outcome.unreadable",
                    "a message of the outcome queue is no outcome: " + wrong.getMessage());
        }
    }

    private Disposition disposition(Applied applied, List<Received> batch) {
        count(applied.getClass().getSimpleName().toLowerCase(Locale.ROOT));
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

    private void count(String verdict) {
        meters.counter("trellis.outcomes", "verdict", verdict).increment();
    }
}
