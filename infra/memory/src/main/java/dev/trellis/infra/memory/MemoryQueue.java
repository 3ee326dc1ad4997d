package dev.trellis.infra.memory;

import dev.trellis.contract.port.MessageQueues.Received;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One queue: messages in the order of sending, each visible from an instant on. */
final class MemoryQueue {

    private final String name;
    private final int maxDeliveries;
    private final @Nullable MemoryQueue deadLetters;
    private final Map<String, Message> messages = new LinkedHashMap<>();

    MemoryQueue(String name, int maxDeliveries, @Nullable MemoryQueue deadLetters) {
        this.name = name;
        this.maxDeliveries = maxDeliveries;
        this.deadLetters = deadLetters;
    }

    private record Message(String id, String body, Instant visibleFrom, int deliveries) {

        String receipt() {
            return id + "/" + deliveries;
        }

        Message until(Instant hidden) {
            return new Message(id, body, hidden, deliveries);
        }
    }

    void add(String id, String body, Instant now) {
        messages.put(id, new Message(id, body, now, 0));
    }

    List<Received> receive(int max, Instant now, Duration visibility) {
        buryTheDead(now);
        List<Received> received = new ArrayList<>();
        for (Message message : List.copyOf(messages.values())) {
            if (received.size() < max && !message.visibleFrom().isAfter(now)) {
                Message taken =
                        new Message(message.id(), message.body(), now.plus(visibility), message.deliveries() + 1);
                messages.put(message.id(), taken);
                received.add(new Received(taken.id(), taken.body(), taken.receipt(), taken.deliveries()));
            }
        }
        return received;
    }

    private void buryTheDead(Instant now) {
        Iterator<Message> all = messages.values().iterator();
        while (all.hasNext()) {
            Message message = all.next();
            boolean dead = message.deliveries() >= maxDeliveries
                    && !message.visibleFrom().isAfter(now);
            if (dead && deadLetters != null) {
                all.remove();
                deadLetters.add(message.id(), message.body(), now);
            }
        }
    }

    /** A receipt of an earlier delivery names nothing any more. */
    private @Nullable Message current(String receipt) {
        int slash = receipt.lastIndexOf('/');
        Message message = slash < 0 ? null : messages.get(receipt.substring(0, slash));
        return message != null && message.receipt().equals(receipt) ? message : null;
    }

    void delete(String receipt) {
        Message message = current(receipt);
        if (message != null) {
            messages.remove(message.id());
        }
    }

    void hide(String receipt, Instant until) {
        Message message = current(receipt);
        if (message != null) {
            messages.put(message.id(), message.until(until));
        }
    }

    int size() {
        return messages.size();
    }

    @Override
    public String toString() {
        return name + " (" + messages.size() + ")";
    }
}
