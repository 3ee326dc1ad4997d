package dev.trellis.tde.runtime.fn;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.QueueNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Outcomes that wait to be published together, in as few requests as may be: when they are flushed, when they are as many as
 * one request holds, or when the oldest has waited for long. Safe for use by several threads.
 */
final class OutgoingOutcomes {
    /** As many as every queue takes in one request. */
    static final int FULL = 10;

    private final MessageQueues queues;
    private final Executor patience;
    private List<Outgoing> waiting = new ArrayList<>();
    private boolean limited;

    /** @param patience runs what it is given after the longest time that an outcome may wait for others */
    OutgoingOutcomes(MessageQueues queues, Executor patience) {
        this.queues = queues;
        this.patience = patience;
    }

    private record Outgoing(Json outcome, CompletableFuture<Void> published) {}

    /** Lets an outcome wait, and promises that it is published, or a {@link PortUnavailableException}. */
    CompletableFuture<Void> add(Json outcome) {
        Outgoing outgoing = new Outgoing(outcome, new CompletableFuture<>());
        boolean full;
        synchronized (this) {
            waiting.add(outgoing);
            full = waiting.size() >= FULL;
        }
        if (full) {
            flush();
        }
        return outgoing.published();
    }

    /** Sees to it that what waits now leaves in time, whatever takes the function so long. */
    void limitWait() {
        synchronized (this) {
            if (waiting.isEmpty() || limited) {
                return;
            }
            limited = true;
        }
        patience.execute(this::flush);
    }

    /** Publishes what waits and keeps the promises. */
    void flush() {
        List<Outgoing> leaving;
        synchronized (this) {
            leaving = waiting;
            waiting = new ArrayList<>();
            limited = false;
        }
        if (!leaving.isEmpty()) {
            send(leaving);
        }
    }

    /** The edge at which a failure becomes one of each outcome that was to leave. */
    private void send(List<Outgoing> leaving) {
        try {
            List<String> bodies =
                    leaving.stream().map(outgoing -> outgoing.outcome().text()).toList();
            Set<Integer> refused = new HashSet<>(queues.send(QueueNames.OUTCOMES, bodies));
            for (int i = 0; i < leaving.size(); i++) {
                settle(leaving.get(i), refused.contains(i));
            }
        } catch (RuntimeException failure) {
            leaving.forEach(outgoing -> outgoing.published().completeExceptionally(failure));
        }
    }

    private static void settle(Outgoing outgoing, boolean refused) {
        if (refused) {
            outgoing.published()
                    .completeExceptionally(new PortUnavailableException(
                            "the queue " + QueueNames.OUTCOMES + " did not take the outcome"));
        } else {
            outgoing.published().complete(null);
        }
    }
}
