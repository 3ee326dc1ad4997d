package dev.trellis.pdo.cycle;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PortUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How full the queues are, as far as this process can tell: what it has sent since the last count. A queue is counted,
 * which costs a request, only once that sum nears the limit.
 */
final class QueueDepths {
    private static final Duration COUNT_AGAIN = Duration.ofSeconds(5);

    private final MessageQueues queues;
    private final long limit;
    private final Map<String, Estimate> estimates = new ConcurrentHashMap<>();

    QueueDepths(MessageQueues queues, long limit) {
        this.queues = queues;
        this.limit = limit;
    }

    Map<String, Long> at(Instant now) {
        estimates.replaceAll((queue, estimate) -> isDue(estimate, now) ? count(queue, estimate, now) : estimate);
        return estimates.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .depth()));
    }

    void sent(String queue, int messages) {
        estimates.merge(
                queue,
                new Estimate(messages, Instant.MIN),
                (old, more) -> new Estimate(old.depth() + more.depth(), old.countedAt()));
    }

    private boolean isDue(Estimate estimate, Instant now) {
        return estimate.depth() >= limit / 2
                && (estimate.countedAt().equals(Instant.MIN)
                        || !now.isBefore(estimate.countedAt().plus(COUNT_AGAIN)));
    }

    private Estimate count(String queue, Estimate last, Instant now) {
        try {
            return new Estimate(queues.depth(queue), now);
        } catch (PortUnavailableException | IllegalArgumentException e) {
            return last;
        }
    }

    private record Estimate(long depth, Instant countedAt) {}
}
