package dev.trellis.bench.relay;

import dev.trellis.bench.relay.Relay.Answer;
import dev.trellis.bench.relay.Relay.Call;
import dev.trellis.bench.relay.Relay.Carrier;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls of services that name their action in {@code X-Amz-Target}, as SQS and DynamoDB do. */
public final class RequestCounter implements Relay.Disturbance {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    @Override
    public Answer around(Call call, Carrier carrier) throws IOException, InterruptedException {
        String action = call.header("X-Amz-Target");
        counts.computeIfAbsent(action.substring(action.indexOf('.') + 1), name -> new LongAdder())
                .increment();
        return carrier.carry(call);
    }

    /** Calls so far, by action such as {@code SendMessageBatch}. */
    public Map<String, Long> counts() {
        Map<String, Long> numbers = new TreeMap<>();
        counts.forEach((action, count) -> numbers.put(action, count.sum()));
        return numbers;
    }
}
