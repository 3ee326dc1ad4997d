package dev.trellis.tde.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.contract.wire.TaskRequestJson;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.infra.memory.MemoryQueues;
import dev.trellis.infra.memory.MemorySecrets;
import dev.trellis.tde.runtime.Ports;
import dev.trellis.tde.runtime.TaskHandler;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A workbench for one handler: it is run by the real {@link TaskRunner}, and what the platform would see can be looked at.
 * Time is real.
 */
public final class TaskBench {
    private static final int BATCH = 10;

    private final InstantSource clock = InstantSource.system();
    private final MemoryQueues queues = new MemoryQueues(clock);
    private final MemoryArtifacts artifacts = new MemoryArtifacts("trellis-artifacts");
    private final MemorySecrets secrets = new MemorySecrets(clock);
    private MemoryExecutionStore executions = new MemoryExecutionStore();
    private final TaskKind kind;

    private TaskBench(Function<ArtifactStore, TaskKind> kind) {
        this.kind = kind.apply(artifacts);
        var unused = queues.create(QueueNames.OUTCOMES);
    }

    /** A bench for an executor kind. */
    public static TaskBench of(TaskKind kind) {
        return new TaskBench(artifacts -> kind);
    }

    /** A bench for an executor kind that works on the artifact store itself. */
    public static TaskBench onArtifacts(Function<ArtifactStore, TaskKind> kind) {
        return new TaskBench(kind);
    }

    /** A bench for a typed handler. */
    public static TaskBench of(TaskHandler<?, ?> handler) {
        return new TaskBench(artifacts -> TaskKind.of(handler, new ObjectMapper()));
    }

    /** A request to this kind, to be filled. */
    public RequestBuilder request() {
        return new RequestBuilder(kind.adapter(), clock.instant());
    }

    /** A request to this kind under one of its other adapters. */
    public RequestBuilder request(String adapter) {
        return new RequestBuilder(adapter, clock.instant());
    }

    /** Stores a file that a request may refer to. */
    public ArtifactRef store(String key, String content) {
        return artifacts.put(key, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Delivers a request once and returns the only outcome that was published. */
    public Outcome run(TaskRequest request) throws InterruptedException, IOException {
        deliver(request);
        List<Outcome> published = published();
        if (published.size() != 1) {
            throw new AssertionError("one outcome was expected, published were " + published);
        }
        return published.getFirst();
    }

    /** Delivers a request once, as a queue does. */
    public void deliver(TaskRequest request) throws InterruptedException, IOException {
        Ports ports = new Ports(queues, executions, artifacts, secrets);
        new TaskRunner(ports, kind, clock, () -> UUID.randomUUID().toString()).run(TaskRequestJson.write(request));
    }

    /** Forgets what ran, as when a process dies after its work and before it has stored the outcome. */
    public void loseOutcomes() {
        executions = new MemoryExecutionStore();
    }

    /** The outcomes that were published since this was asked last. */
    public List<Outcome> published() {
        List<Outcome> outcomes = new ArrayList<>();
        List<Received> batch;
        do {
            batch = queues.receive(QueueNames.OUTCOMES, BATCH, Duration.ZERO, Duration.ofMinutes(1));
            batch.forEach(message -> outcomes.add(OutcomeJson.read(message.body())));
            queues.delete(
                    QueueNames.OUTCOMES, batch.stream().map(Received::receipt).toList());
        } while (!batch.isEmpty());
        return outcomes;
    }

    /** Runs a request that must succeed and returns its outputs. */
    public ObjectNode outputs(TaskRequest request) throws InterruptedException, IOException {
        Outcome outcome = run(request);
        if (!(outcome.result() instanceof Result.Succeeded succeeded)) {
            throw new AssertionError("success was expected, found " + outcome.result());
        }
        return switch (succeeded.outputs()) {
            case Payload.Inline inline -> JsonText.parseObject(inline.json());
            case Payload.ClaimCheck check ->
                (ObjectNode) JsonText.parse(read(check.ref().uri()));
        };
    }

    /** Runs a request that must fail and returns its error. */
    public TaskError error(TaskRequest request) throws InterruptedException, IOException {
        Outcome outcome = run(request);
        if (outcome.result() instanceof Result.Failed failed) {
            return failed.error();
        }
        throw new AssertionError("a failure was expected, found " + outcome.result());
    }

    /** The content of a stored file. */
    public String read(String uri) {
        try (InputStream in = artifacts.open(uri)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading memory", impossible);
        }
    }

    /** The secrets that references find; a request names those it may read: {@code guard_rails.secrets.names}. */
    public MemorySecrets secrets() {
        return secrets;
    }

    public MemoryArtifacts artifacts() {
        return artifacts;
    }

    public MemoryExecutionStore executions() {
        return executions;
    }
}
