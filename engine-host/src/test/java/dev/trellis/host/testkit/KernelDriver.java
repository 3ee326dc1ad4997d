package dev.trellis.host.testkit;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.command.Caller;
import dev.trellis.host.instance.InstanceQuery;
import dev.trellis.host.instance.InstanceState;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.instance.StuckInstances;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.kernel.Kernel;
import dev.trellis.host.kernel.KernelPorts;
import dev.trellis.host.kernel.KernelSettings;
import dev.trellis.host.lease.Conversation;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.retention.Retention;
import dev.trellis.host.task.ApprovalPolicy;
import dev.trellis.host.task.TaskQuery;
import dev.trellis.host.task.TaskView;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.registry.RegistryCache;
import io.agroal.api.AgroalDataSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Drives a kernel by hand: start, lease, deliver one outcome, look. */
public final class KernelDriver implements AutoCloseable {
    private static final int NAMED = 20;
    public static final Caller ANNA = new Caller("default", "anna");

    public final AgroalDataSource dataSource;
    public final TestRegistry registry;
    public final MemoryExecutionStore executions;
    public final Kernel kernel;

    private KernelDriver(AgroalDataSource dataSource, TestRegistry registry, ApprovalPolicy approvals, Duration lease) {
        this.dataSource = dataSource;
        this.registry = registry;
        this.executions = new MemoryExecutionStore();
        Conversation.Terms terms = new Conversation.Terms(lease, Duration.ofHours(1), Duration.ofMillis(100), true);
        this.kernel = Kernel.open(
                new KernelPorts(
                        dataSource,
                        new RegistryCache(registry.store),
                        registry.artifacts,
                        executions,
                        approvals,
                        InstantSource.system()),
                new KernelSettings(terms, true, Duration.ofMillis(200), 2, Retention.STANDARD));
    }

    /** A kernel on a fresh database. */
    public static KernelDriver fresh(Duration lease) {
        return new KernelDriver(TestDatabase.fresh(), new TestRegistry(), ApprovalPolicy.NONE, lease);
    }

    /** A kernel on a fresh database, with leases of 10 s. */
    public static KernelDriver fresh() {
        return fresh(Duration.ofSeconds(10));
    }

    /** A kernel on a given database. */
    public static KernelDriver on(AgroalDataSource dataSource, TestRegistry registry, ApprovalPolicy approvals) {
        return new KernelDriver(dataSource, registry, approvals, Duration.ofSeconds(10));
    }

    /** Another host on the same database. */
    public KernelDriver secondHost() {
        return new KernelDriver(dataSource, registry, ApprovalPolicy.NONE, Duration.ofSeconds(10));
    }

    public InstanceView start(String process, Map<String, ?> variables) {
        return start(process, variables, SubmissionKeys.NONE);
    }

    public InstanceView start(String process, Map<String, ?> variables, SubmissionKeys keys) {
        return kernel.services()
                .instances()
                .start(new StartCommand(ANNA, process, null, JsonValues.json(variables), keys, null))
                .instance();
    }

    /** Leases without waiting. */
    public List<LeasedTask> lease(String pdo, int max) {
        return cycle(pdo, max, List.of(), List.of()).tasks();
    }

    /** Leases without waiting, as the one orchestrator. */
    public List<LeasedTask> lease() {
        return lease("pdo-1", 200);
    }

    public CycleReply cycle(String pdo, int max, List<Confirmed> confirmed, List<Observation> observations) {
        return kernel.services()
                .pdoCycle()
                .cycle(new CycleRequest(pdo, new Ask(max, 0, 0, false), confirmed, List.of(), observations, 0));
    }

    /** Confirms that a task is on its queue. */
    public void confirm(LeasedTask task) {
        var reply = cycle("pdo-1", 0, List.of(confirmation(task)), List.of());
        if (!reply.tasks().isEmpty()) {
            throw new IllegalStateException("nothing was asked for");
        }
    }

    public static Confirmed confirmation(LeasedTask task) {
        return new Confirmed(
                task.attempt().taskId().value(), task.attempt().token(), new Route("1.0.0", "queue", List.of()));
    }

    /** Delivers one success, which must be accepted. */
    public void succeed(LeasedTask task, Map<String, ?> outputs) {
        accepted(deliver(success(task.attempt(), outputs)));
    }

    /** Delivers one failure, which must be accepted. */
    public void fail(LeasedTask task, String code, boolean retryable) {
        accepted(deliver(
                outcome(task.attempt(), new Result.Failed(new TaskError(code, "as the test wants", retryable)))));
    }

    /** Delivers one failure that says this and is not retryable; it must be accepted. */
    public void fail(LeasedTask task, String code, String message) {
        accepted(deliver(outcome(task.attempt(), new Result.Failed(new TaskError(code, message, false)))));
    }

    private static void accepted(Applied applied) {
        if (!(applied instanceof Applied.Accepted)) {
            throw new AssertionError("not accepted: " + applied);
        }
    }

    public Applied deliver(Outcome outcome) {
        return kernel.services()
                .outcomes()
                .apply(List.of(new OutcomeMessage("m", outcome)))
                .getFirst();
    }

    public static Outcome success(Attempt attempt, Map<String, ?> outputs) {
        return outcome(attempt, new Result.Succeeded(new Payload.Inline(JsonValues.json(outputs)), List.of()));
    }

    public static Outcome outcome(Attempt attempt, Result result) {
        return new Outcome(
                attempt, Action.EXECUTE, result, Map.of(), Instant.EPOCH, Instant.EPOCH, null, Json.EMPTY_OBJECT);
    }

    /** Executes all that is ready, again and again, until nothing is. */
    public void runToRest(Function<LeasedTask, Map<String, ?>> function) {
        List<LeasedTask> tasks = lease();
        while (!tasks.isEmpty()) {
            List<OutcomeMessage> batch = tasks.stream()
                    .map(task -> new OutcomeMessage(
                            task.attempt().taskId().value(), success(task.attempt(), function.apply(task))))
                    .toList();
            kernel.services().outcomes().apply(batch).forEach(KernelDriver::accepted);
            tasks = lease();
        }
    }

    /** Cancels all that runs, so that the next test begins with nothing ready. */
    public void clear() {
        var instances = kernel.services().instances();
        for (InstanceState state : List.of(InstanceState.RUNNING, InstanceState.SUSPENDED)) {
            instances.list(new InstanceQuery(ANNA.tenant(), state, null, null, 1_000)).stream()
                    .filter(instance -> instance.id().equals(instance.rootId()))
                    .forEach(instance -> instances.cancel(ANNA, instance.id(), "the test is over"));
        }
    }

    /** The variables of an instance. */
    public Map<String, @Nullable Object> variables(InstanceView instance) {
        return JsonValues.object(kernel.services().instances().variables(instance.tenant(), instance.id()));
    }

    public String state(InstanceView instance) {
        return kernel.services()
                .instances()
                .find(instance.tenant(), instance.id())
                .orElseThrow()
                .state()
                .word();
    }

    /** The tasks of an instance and of those that it called, oldest first. */
    public List<TaskView> tasks(InstanceView instance) {
        return kernel.services()
                .tasks()
                .list(new TaskQuery(instance.tenant(), null, instance.id(), null, 1_000))
                .reversed();
    }

    public String status(LeasedTask task) {
        return kernel.services()
                .tasks()
                .find(task.context().tenant(), task.attempt().taskId().value())
                .orElseThrow()
                .task()
                .status()
                .status();
    }

    /** Instances in which nothing can happen any more. */
    public StuckInstances.Found stuck() {
        return kernel.database().read(handle -> StuckInstances.find(NAMED, handle));
    }

    /** Closes the kernel; a test that leaves an instance stuck fails. */
    @Override
    public void close() {
        StuckInstances.Found stuck = stuck();
        kernel.close();
        if (stuck.count() > 0) {
            throw new AssertionError(stuck);
        }
    }
}
