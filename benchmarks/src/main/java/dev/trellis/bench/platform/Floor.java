package dev.trellis.bench.platform;

import dev.trellis.bench.report.Samples;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.TaskId;
import dev.trellis.infra.aws.AwsPlatform;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What one step costs at the least: send, receive, claim, store, send, receive on the very queues and tables, and one commit. No engine, no
 * function and no second process takes part. Deleting a message is not on the way of a task and is not counted.
 */
final class Floor {
    private static final String THERE = "trellis-bench-there";
    private static final String BACK = "trellis-bench-back";
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration HIDDEN = Duration.ofSeconds(30);
    private static final int WARM_UPS = 30;
    private static final Json OUTCOME = new Json("{\"status\":\"succeeded\"}");

    private final LocalPlatform platform;

    Floor(LocalPlatform platform) {
        this.platform = platform;
    }

    /** The time of each round trip. */
    Samples milliseconds(int rounds) throws IOException, SQLException {
        try (AwsPlatform cloud = AwsPlatform.fromEnvironment(platform.environment());
                Connection connection = platform.database().connect("work");
                Statement statement = connection.createStatement()) {
            QueueCreation.create(platform.environment(), List.of(THERE, BACK));
            boolean unused = statement.execute("create table if not exists bench_floor (id text primary key)");
            List<Double> times = new ArrayList<>();
            for (int i = -WARM_UPS; i < rounds; i++) {
                long began = System.nanoTime();
                List<Hop> hops = step(cloud.queues(), cloud.executionStore(), statement);
                long ended = System.nanoTime();
                hops.forEach(hop -> cloud.queues().delete(hop.queue(), List.of(hop.receipt())));
                if (i >= 0) {
                    times.add((ended - began) / 1e6);
                }
            }
            return new Samples(times);
        }
    }

    private record Hop(String queue, String receipt) {}

    private static List<Hop> step(MessageQueues queues, ExecutionStore executions, Statement statement)
            throws SQLException {
        String id = UUID.randomUUID().toString();
        Hop there = hop(queues, THERE, id);
        ExecutionKey key = new ExecutionKey("bench", new TaskId(id), Action.EXECUTE);
        Attempt attempt = new Attempt(new TaskId(id), 1, id);
        var claim = executions.claim(key, attempt, id, Instant.now());
        boolean ours = executions.complete(key, attempt, id, new StoredOutcome(true, OUTCOME));
        if (!(claim instanceof ExecutionStore.Claim.Granted) || !ours) {
            throw new IllegalStateException("a fresh task was not granted: " + claim);
        }
        Hop back = hop(queues, BACK, id);
        int unused = statement.executeUpdate("insert into bench_floor values ('" + id + "')");
        return List.of(there, back);
    }

    private static Hop hop(MessageQueues queues, String queue, String body) {
        List<Integer> refused = queues.send(queue, List.of(body));
        var received = queues.receive(queue, 1, WAIT, HIDDEN);
        if (!refused.isEmpty() || received.size() != 1) {
            throw new IllegalStateException("a message was lost on " + queue);
        }
        return new Hop(queue, received.getFirst().receipt());
    }
}
