package dev.trellis.simulation.port;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.infra.memory.MemoryQueues;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.schedule.Strand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** The queues in memory behind a network that loses, doubles and delays what is sent, and so brings it out of order. */
public final class Network {
    private static final int LARGEST = 256 * 1024;

    private final Scheduler time;
    private final Weather weather;
    private final MemoryQueues queues;
    private final PriorityQueue<Travelling> travelling =
            new PriorityQueue<>(Comparator.comparingLong(Travelling::arrival).thenComparingLong(Travelling::number));
    private final Map<String, Doorbell> doorbells = new HashMap<>();
    private final List<Sent> seen = new ArrayList<>();
    private long numbers;

    public Network(Scheduler time, Weather weather) {
        this.time = time;
        this.weather = weather;
        this.queues = new MemoryQueues(time);
    }

    private record Travelling(long arrival, long number, String queue, String body) {}

    /** A message as it was sent. */
    public record Sent(String queue, String body) {}

    /** When it is worth looking into a queue, and who waits for that. */
    private static final class Doorbell {
        private final PriorityQueue<Long> looks = new PriorityQueue<>();
        private final List<Strand> waiting = new ArrayList<>();
    }

    /** The queues themselves, where nothing goes wrong. */
    public MessageQueues queues() {
        return queues;
    }

    /** Creates a queue and its dead-letter queue. */
    public void create(String queue, int maxDeliveries) {
        MemoryQueues unused = queues.create(queue, maxDeliveries);
    }

    /** Everything that was sent so far, for those who send it again. */
    public List<Sent> seen() {
        return seen;
    }

    /** Whether a queue takes a message. */
    boolean takes(String queue, String body) {
        boolean there = queues.depth(queue) >= 0;
        boolean small = body.length() < LARGEST / 4 || body.getBytes(StandardCharsets.UTF_8).length <= LARGEST;
        return there && !body.isEmpty() && small;
    }

    /** Sends a message that was taken; it may get lost on the way, or arrive twice. */
    void send(String queue, String body) {
        seen.add(new Sent(queue, body));
        boolean promised = queue.equals(QueueNames.EVENTS);
        if (promised || !weather.drops()) {
            travel(queue, body, weather.travel());
        }
        if (weather.duplicates()) {
            travel(queue, body, weather.travel());
        }
    }

    /** Puts a message under way. */
    public void travel(String queue, String body, long millis) {
        travelling.add(new Travelling(time.now() + millis, numbers++, queue, body));
        ring(queue, time.now() + millis);
    }

    /** Makes it worth looking into a queue: somebody may have been about to, and died. */
    public void knock(String queue) {
        ring(queue, time.now());
    }

    private void ring(String queue, long at) {
        Doorbell doorbell = doorbells.computeIfAbsent(queue, name -> new Doorbell());
        doorbell.looks.add(at);
        doorbell.waiting.forEach(time::wake);
    }

    private void arrive() {
        while (!travelling.isEmpty() && travelling.peek().arrival() <= time.now()) {
            Travelling message = travelling.remove();
            List<Integer> unused = queues.send(message.queue(), List.of(message.body()));
        }
    }

    /** Waits until it is worth looking into a queue. */
    public void awaitLook(String queue) {
        Doorbell doorbell = doorbells.computeIfAbsent(queue, name -> new Doorbell());
        while (doorbell.looks.isEmpty() || doorbell.looks.peek() > time.now()) {
            doorbell.waiting.add(time.current());
            boolean unused = time.parkUntil(doorbell.looks.isEmpty() ? Long.MAX_VALUE : doorbell.looks.peek());
            doorbell.waiting.remove(time.current());
        }
        doorbell.looks.remove();
    }

    /** Receives what has arrived; what is not deleted is worth a look again when it is visible again. */
    public List<MessageQueues.Received> receive(String queue, int max, Duration visibility) {
        arrive();
        List<MessageQueues.Received> received = queues.receive(queue, max, Duration.ZERO, visibility);
        if (!received.isEmpty()) {
            ring(queue, time.now() + visibility.toMillis() + 1);
            ring(queue, time.now());
        }
        return received;
    }

    /** Messages that wait, are hidden, or are under way. */
    public long depth(String queue) {
        arrive();
        return queues.depth(queue)
                + travelling.stream()
                        .filter(message -> message.queue().equals(queue))
                        .count();
    }
}
