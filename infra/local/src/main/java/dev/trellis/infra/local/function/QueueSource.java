package dev.trellis.infra.local.function;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * An event source mapping: receives batches from one queue, invokes the function with each, deletes what succeeded and puts back what
 * failed. Never more batches are on the way than the function may have processes.
 */
final class QueueSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueSource.class);
    private static final Duration AFTER_ERROR = Duration.ofSeconds(1);

    private final MappedQueue queue;
    private final FunctionPool pool;
    private final BatchGate gate;
    private final Thread receiver;
    private volatile boolean closed;

    QueueSource(MappedQueue queue, FunctionPool pool) {
        this.queue = queue;
        this.pool = pool;
        this.gate = new BatchGate(pool.function().limits().concurrency(), pool.batchTime());
        this.receiver = Thread.ofVirtual().name("receive-" + queue.name()).unstarted(this::receiveUntilClosed);
    }

    void start() {
        receiver.start();
    }

    private void receiveUntilClosed() {
        try {
            while (!closed) {
                receiveOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receiveOnce() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pool.holdBack().toMillis());
        gate.enter();
        List<Message> batch = List.of();
        try {
            int size = pool.batchSize(queue.batchSize());
            batch = queue.receive(size);
            gate.received(size, batch.size());
        } catch (SdkException e) {
            if (!closed) {
                LOG.warn("queue {}: cannot receive: {}", queue.name(), e.getMessage());
                TimeUnit.NANOSECONDS.sleep(AFTER_ERROR.toNanos());
            }
        } finally {
            if (batch.isEmpty()) {
                gate.leave();
            }
        }
        if (!batch.isEmpty()) {
            invoke(batch);
        }
    }

    private void invoke(List<Message> batch) {
        if (closed) {
            queue.putBack(batch, Duration.ZERO);
            gate.leave();
            return;
        }
        var held = queue.hold(batch);
        var unused = pool.submit(queue.event(batch), batch.size())
                // The process is free: the next batch need not wait until this one is off the queue.
                .whenComplete((result, never) -> gate.leave())
                .thenAcceptAsync(result -> settle(batch, result), Thread::startVirtualThread)
                .whenComplete((nothing, failure) -> {
                    held.close();
                    if (failure != null && !closed) {
                        LOG.warn("queue {}: cannot settle a batch: {}", queue.name(), failure.getMessage());
                    }
                });
    }

    private void settle(List<Message> batch, InvocationResult result) {
        Map<String, Message> byId = batch.stream().collect(Collectors.toMap(Message::messageId, Function.identity()));
        Set<String> failed =
                switch (result) {
                    case InvocationResult.Returned returned ->
                        BatchResponse.failures(returned.payload(), byId.keySet());
                    case InvocationResult.Threw threw -> byId.keySet();
                    case InvocationResult.Lost lost -> byId.keySet();
                };
        queue.delete(batch.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .toList());
        batch.stream()
                .filter(message -> failed.contains(message.messageId()))
                .forEach(message -> queue.putBack(List.of(message), queue.redeliveryDelay(message)));
    }

    /** Receives no more; what is on the way is settled when its invocation ends. */
    @Override
    public void close() {
        closed = true;
        receiver.interrupt();
    }
}
