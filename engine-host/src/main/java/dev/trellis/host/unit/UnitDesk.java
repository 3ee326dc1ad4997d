package dev.trellis.host.unit;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.registry.ExecutedProcess;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Database;
import dev.trellis.host.db.Ids;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.outcome.Outcomes;
import dev.trellis.host.unit.UnitTable.Task;
import dev.trellis.registry.Resolution;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Begins tasks whose executor is a process. An attempt is the idempotency key of its instance, so that the same attempt twice starts
 * one; then it counts as handed over until its deadline. A host that dies in between loses the lease, and the next one begins the
 * attempt again. A broad catch stands here, at the edge of a thread.
 */
public final class UnitDesk implements OwnTasks, AutoCloseable {
    /** How many tasks that are processes may stand around each other. */
    static final int DEEPEST = 8;

    private static final Logger LOG = Logger.getLogger(UnitDesk.class);
    private static final int THREADS = 2;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, task -> Thread.ofPlatform().name("trellis-units").daemon().unstarted(task));
    private final UnitTypes types;
    private final Database database;
    private final Ids ids;
    private volatile @Nullable Parts parts;

    /** Who starts instances and takes outcomes; both are built after the leases. */
    private record Parts(Instances instances, Outcomes outcomes) {}

    public UnitDesk(UnitTypes types, Database database, Ids ids) {
        this.types = types;
        this.database = database;
        this.ids = ids;
    }

    public void open(Instances instances, Outcomes outcomes) {
        parts = new Parts(instances, outcomes);
    }

    @Override
    public boolean isOwn(Demand demand) {
        return types.isOwn(demand);
    }

    @Override
    public void begin(List<LeasedTask> tasks) {
        tasks.forEach(task -> threads.execute(() -> tried(task)));
    }

    private void tried(LeasedTask task) {
        try {
            switch (types.resolve(task.demand())) {
                case Resolution.Found<TdeEntry> found ->
                    ExecutedProcess.of(found.entry()).ifPresent(process -> begin(task, process));
                case Resolution.Missing<TdeEntry> missing ->
                    handIn(task, new Result.Failed(new TaskError(missing.code(), missing.message(), true)));
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "task %s is begun again when its lease lapses",
                    task.attempt().taskId());
        }
    }

    private void begin(LeasedTask task, ExecutedProcess process) {
        underWay(task)
                .flatMap(row ->
                        obstacle(task, row).<Result>map(Result.Failed::new).or(() -> start(task, process, row)))
                .ifPresent(result -> handIn(task, result));
    }

    private Optional<Task> underWay(LeasedTask task) {
        return database.read(handle -> new UnitTable(handle).task(task.attempt()));
    }

    private void handIn(LeasedTask task, Result result) {
        Instant now = database.read(Database::now);
        Outcome outcome = new Outcome(
                task.attempt(),
                task.action(),
                result,
                Map.of(),
                now,
                now,
                task.context().traceparent(),
                Json.EMPTY_OBJECT);
        LOG.debugf("task %s: %s", task.attempt().taskId(), report(outcome));
    }

    /** Hands in an outcome. */
    Applied report(Outcome outcome) {
        String id = "unit " + outcome.attempt().taskId().value();
        return parts().outcomes()
                .apply(List.of(new OutcomeMessage(id, outcome)))
                .getFirst();
    }

    Instances instances() {
        return parts().instances();
    }

    private Parts parts() {
        return Objects.requireNonNull(parts, "tasks are leased only once the kernel is built");
    }

    private static Optional<TaskError> obstacle(LeasedTask task, Task row) {
        if (task.action() == Action.COMPENSATE) {
            return Optional.of(new TaskError(
                    "compensate_unsupported",
                    "a process does not undo itself; name another task type as compensating_task_type",
                    false));
        }
        return row.depth() > DEEPEST
                ? Optional.of(new TaskError(
                        "process_too_deep",
                        "more than " + DEEPEST
                                + " tasks that are processes stand around each other; does one run itself?",
                        false))
                : Optional.empty();
    }

    /** Empty when the task was taken back meanwhile: nobody waits for it. */
    private Optional<Result> start(LeasedTask task, ExecutedProcess process, Task row) {
        Json inputs = task.inputs() instanceof Payload.Inline inline ? inline.json() : Json.EMPTY_OBJECT;
        StartCommand command = new StartCommand(
                        new Caller(task.context().tenant(), row.submitter()),
                        process.name(),
                        process.range(),
                        inputs,
                        new SubmissionKeys(row.unit().key(), null),
                        task.context().traceparent())
                .executing(row.unit());
        try {
            return Optional.of(
                    started(task, instances().start(command).instance().id()));
        } catch (RefusedException e) {
            return underWay(task).map(still -> failed("process_refused", String.valueOf(e.getMessage()), false));
        } catch (PortUnavailableException e) {
            return Optional.of(failed("process_not_started", String.valueOf(e.getMessage()), true));
        }
    }

    /** What answers the key of the attempt may be an instance of somebody else, who used the key before. */
    private Result started(LeasedTask task, String childId) {
        if (!database.read(handle -> new UnitTable(handle).executes(childId, task.attempt()))) {
            return failed("process_key_taken", "instance " + childId + " has the key of this attempt", true);
        }
        LOG.debugf("task %s is executed by instance %s", task.attempt().taskId(), childId);
        Instant deadline =
                database.read(Database::now).plusSeconds(task.limits().timeoutSeconds());
        return new Result.HandedOver(ids.token(), deadline);
    }

    private static Result failed(String code, String message, boolean retryable) {
        return new Result.Failed(new TaskError(code, message, retryable));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
