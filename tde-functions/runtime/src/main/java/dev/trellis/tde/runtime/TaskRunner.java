package dev.trellis.tde.runtime;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore.Progress;
import dev.trellis.contract.port.ExecutionStore.Pulse;
import dev.trellis.contract.port.ExecutionStore.StoredOutcome;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.TaskRequestJson;
import dev.trellis.tde.runtime.SupervisedRun.End;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Takes one delivery of a task request from the queue to its outcome: claim, run with heartbeat, timeout and cancel, store
 * the outcome, publish it.
 *
 * <p>What {@link #run} returns from is settled: the outcome is published, or somebody else will publish it. What it throws is for
 * the queue, which delivers the message again and in the end puts it on the dead-letter queue; a delivery that comes again
 * finds in the execution store how far its forerunner came. {@link #perform} leaves the last step to its caller, who may
 * publish several outcomes at once.
 */
public final class TaskRunner {
    private final Ports ports;
    private final TaskKind kind;
    private final InstantSource clock;
    private final Supplier<String> owners;
    private final SupervisedRun supervisor;
    private final OutcomeMaker outcomes;
    private final RecentSecrets secrets;
    private final TaskLog log;
    /** Whether the process has begun nothing yet: then somebody waited for its start. */
    private final AtomicBoolean cold = new AtomicBoolean(true);

    /** @param owners names an execution; two never get the same name */
    public TaskRunner(Ports ports, TaskKind kind, InstantSource clock, Supplier<String> owners) {
        this(ports, kind, clock, owners, Launcher.THREAD, Waiter.REAL);
    }

    /** As {@link #TaskRunner(Ports, TaskKind, InstantSource, Supplier)}, with another way to run work and to wait for it. */
    public TaskRunner(
            Ports ports,
            TaskKind kind,
            InstantSource clock,
            Supplier<String> owners,
            Launcher launcher,
            Waiter waiter) {
        this.ports = ports;
        this.kind = kind;
        this.clock = clock;
        this.owners = owners;
        this.supervisor = new SupervisedRun(clock, launcher, waiter);
        this.outcomes = new OutcomeMaker(ports.artifacts());
        this.secrets = new RecentSecrets(ports.secrets(), clock);
        this.log = new TaskLog(LogForm.of(System.getenv(), clock));
    }

    /**
     * Handles one message to its end.
     *
     * @param message a task request as JSON
     * @throws dev.trellis.contract.wire.WireFormatException when it is none; it belongs on the dead-letter queue
     * @throws PortUnavailableException when the platform did not answer; the message must come again
     * @throws InterruptedException when the function is shut down; the message must come again
     */
    public void run(String message) throws InterruptedException, IOException {
        Optional<Json> outcome = perform(message);
        if (outcome.isPresent()) {
            publish(outcome.get());
        }
    }

    /**
     * Handles one message up to its outcome, as {@link #run} does. The message counts as handled once the outcome is on
     * the outcome queue; until then it has to come again.
     *
     * @return the outcome to publish; empty when somebody else publishes one
     */
    public Optional<Json> perform(String message) throws InterruptedException, IOException {
        TaskRequest request = TaskRequestJson.read(message);
        if (request.action() == Action.CANCEL) {
            return Optional.of(cancel(request));
        }
        Tenure tenure = Tenure.of(ports.executions(), kind, request, owners.get());
        return admit(new Execution(request, tenure, clock.instant(), cold.getAndSet(false)));
    }

    private Json cancel(TaskRequest request) {
        Instant now = clock.instant();
        ExecutionKey cancelled =
                new ExecutionKey(request.context().tenant(), request.attempt().taskId(), Action.EXECUTE);
        ports.executions().tombstone(cancelled, now);
        return outcomes.make(request, new Result.Succeeded(Payload.EMPTY, List.of()), Map.of(), now, clock.instant());
    }

    private Optional<Json> admit(Execution execution) throws InterruptedException, IOException {
        TaskRequest request = execution.request;
        Tenure tenure = execution.tenure;
        Admission admission = Admission.decide(
                tenure.begin(execution.startedAt), tenure.isRepeatable(), request, kind.adapters(), clock.instant());
        log.admitted(request, admission);
        return switch (admission) {
            case Admission.Run run -> execute(execution);
            case Admission.Refuse refuse -> settle(execution, refuse.result(), Map.of());
            case Admission.PublishAgain again -> Optional.of(OutcomeMaker.under(request, again.outcome()));
            case Admission.Tell tell ->
                Optional.of(outcomes.make(request, tell.result(), Map.of(), execution.startedAt, clock.instant()));
            case Admission.Drop drop -> Optional.empty();
        };
    }

    private Optional<Json> execute(Execution execution) throws InterruptedException, IOException {
        TaskRequest request = execution.request;
        try (TaskFiles files = new TaskFiles(request, ports.artifacts())) {
            TaskScope scope = new TaskScope(request, files, new AttemptSecrets(secrets), clock);
            End end = supervisor.run(
                    () -> work(scope),
                    scope.stop(),
                    execution.startedAt.plusSeconds(request.limits().timeoutSeconds()),
                    // Twice in the promised time, so that one late beat is no silence.
                    Duration.ofMillis(request.limits().heartbeatSeconds() * 500L),
                    () -> beat(execution, scope));
            log.ended(request, end, scope.stop().cause(), scope.redaction());
            if (scope.stop().cause() == StopSignal.Cause.LOST) {
                return Optional.empty();
            }
            Result result =
                    Verdict.of(end, scope.stop().cause(), request.limits().timeoutSeconds());
            return settle(execution, scope.redaction().clean(result), scope.metrics());
        }
    }

    private Result work(TaskScope scope) throws Exception {
        scope.prepare();
        return scope.request().action() == Action.COMPENSATE
                ? kind.compensate(scope)
                : HandOver.meantBy(kind.execute(scope), scope.settings());
    }

    /** A heartbeat that the store did not answer is no reason to stop: the store decides at the end who owns the task. */
    private Pulse beat(Execution execution, TaskScope scope) {
        TaskScope.Said said = scope.said();
        Progress progress = new Progress(clock.instant(), said.percent(), said.message());
        try {
            return execution.tenure.beat(progress);
        } catch (PortUnavailableException away) {
            log.heartbeatMissed(execution.request, away);
            return Pulse.GO_ON;
        }
    }

    private Optional<Json> settle(Execution execution, Result result, Map<String, Double> metrics) {
        TaskRequest request = execution.request;
        Instant finishedAt = clock.instant();
        Map<String, Double> measured = new HashMap<>(metrics);
        measured.put("duration_ms", (double)
                Duration.between(execution.startedAt, finishedAt).toMillis());
        measured.put("cold_start", execution.cold ? 1.0 : 0.0);
        Json message = outcomes.make(request, result, measured, execution.startedAt, finishedAt);
        StoredOutcome stored = new StoredOutcome(result instanceof Result.Succeeded, message);
        boolean ours = execution.tenure.end(stored);
        log.settled(request, result, measured, ours);
        return ours ? Optional.of(message) : Optional.empty();
    }

    private void publish(Json outcome) {
        if (!ports.queues().send(QueueNames.OUTCOMES, List.of(outcome.text())).isEmpty()) {
            throw new PortUnavailableException("the queue " + QueueNames.OUTCOMES + " did not take the outcome");
        }
    }

    /** One delivery that asked for the work. */
    private record Execution(TaskRequest request, Tenure tenure, Instant startedAt, boolean cold) {}
}
