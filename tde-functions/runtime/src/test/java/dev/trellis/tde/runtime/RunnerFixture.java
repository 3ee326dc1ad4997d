package dev.trellis.tde.runtime;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.task.TimeLimits;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.contract.wire.TaskRequestJson;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.infra.memory.MemoryQueues;
import dev.trellis.infra.memory.MemorySecrets;
import dev.trellis.infra.memory.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A runner over stores in memory and a clock that tests move. */
public final class RunnerFixture {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final ExecutionKey KEY = new ExecutionKey("default", new TaskId("task-1"), Action.EXECUTE);

    final VirtualClock clock = new VirtualClock(START);
    final ManualWaiter waiter = new ManualWaiter(clock);
    final MemoryExecutionStore executions = new MemoryExecutionStore();
    final MemoryArtifacts artifacts = new MemoryArtifacts("bucket");
    final MemorySecrets secrets = new MemorySecrets(clock);
    final MemoryQueues queues = new MemoryQueues(clock).create(QueueNames.OUTCOMES);
    public MessageQueues outcomes = queues;
    private int owners;

    /** What a test's work does. */
    @FunctionalInterface
    public interface Work {
        Result run(TaskScope scope) throws Exception;
    }

    void deliver(TaskRequest request, Work work) throws InterruptedException, IOException {
        deliver(TaskRequestJson.write(request), work);
    }

    void deliver(String message, Work work) throws InterruptedException, IOException {
        runner(work).run(message);
    }

    public TaskRunner runner(Work work) {
        return new TaskRunner(ports(), kind(work), clock, () -> "owner-" + ++owners, Launcher.THREAD, waiter);
    }

    public Ports ports() {
        return new Ports(outcomes, executions, artifacts, secrets);
    }

    static TaskKind kind(Work work) {
        return new TaskKind() {
            @Override
            public String adapter() {
                return "test";
            }

            @Override
            public Result execute(TaskScope scope) throws Exception {
                return work.run(scope);
            }
        };
    }

    public static Result done(String outputs) {
        return new Result.Succeeded(new Payload.Inline(new Json(outputs)), List.of());
    }

    public static TaskRequest request(int attempt) {
        return request(attempt, Action.EXECUTE, "test", new Payload.Inline(new Json("{\"n\":1}")));
    }

    static TaskRequest request(int attempt, Action action, String adapter, Payload inputs, ArtifactRef... artifacts) {
        return new TaskRequest(
                new Attempt(new TaskId("task-1"), attempt, "token-" + attempt),
                action,
                new ExecutorRef("test.type", "1.0.0", adapter, "ref", Json.EMPTY_OBJECT),
                inputs,
                List.of(artifacts),
                new TimeLimits(START.plusSeconds(60), 10, 2),
                new TaskContext("default", null, List.of(), Map.of("instance", "i-1"), "00-aa-bb-01"),
                Json.EMPTY_OBJECT);
    }

    List<Outcome> published() {
        List<Outcome> all = new ArrayList<>();
        List<Received> batch;
        do {
            batch = queues.receive(QueueNames.OUTCOMES, 10, Duration.ZERO, Duration.ofHours(1));
            batch.forEach(message -> all.add(OutcomeJson.read(message.body())));
            queues.delete(
                    QueueNames.OUTCOMES, batch.stream().map(Received::receipt).toList());
        } while (!batch.isEmpty());
        return all;
    }

    /** {@code status} or {@code failed:CODE}, with the token before it. */
    public List<String> summaries() {
        return published().stream()
                .map(outcome -> outcome.attempt().token() + " "
                        + (outcome.result() instanceof Result.Failed failed
                                ? "failed:" + failed.error().code()
                                : outcome.result().status()))
                .toList();
    }
}
