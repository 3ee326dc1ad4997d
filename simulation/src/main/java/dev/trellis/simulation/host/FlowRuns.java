package dev.trellis.simulation.host;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.task.TimeLimits;
import dev.trellis.host.task.TaskRow;
import dev.trellis.simulation.host.Flow.Step;
import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.schedule.Scheduler;
import java.util.List;
import java.util.Map;

/** What stands for the process engine: reaches the steps of flows, and ends instances. */
final class FlowRuns {
    static final String TENANT = "default";
    private static final Payload INPUTS = new Payload.Inline(new Json("{\"n\":1}"));

    private final Office in;
    private final Steps steps;

    FlowRuns(Office in, Steps steps) {
        this.in = in;
        this.steps = steps;
    }

    Instance start(Flow flow) {
        Instance instance = new Instance("i" + (in.tables().instanceRows().size() + 1), flow);
        in.tables().instanceRows().put(instance.id(), instance);
        steps.tell(instance, "started");
        goOn(instance);
        return instance;
    }

    /** A step is done: those that follow it begin, or the instance ends. */
    void done(Instance instance, int step) {
        if (!instance.done(step)) {
            in.witness().violated("I1", "step ", step, " of ", instance.id(), " was done twice");
        }
        if (instance.isComplete()) {
            instance.to(Instance.State.COMPLETED);
            steps.tell(instance, "ended");
        } else {
            goOn(instance);
        }
    }

    private void goOn(Instance instance) {
        boolean early = in.planted().has(Mutation.JOIN_FIRES_EARLY);
        for (int step = 0; step < instance.flow().steps().size(); step++) {
            if (instance.reaches(step, early)) {
                activate(instance, step);
            }
        }
    }

    private void activate(Instance instance, int index) {
        Step step = instance.flow().steps().get(index);
        if (!instance.isDue(index)) {
            in.witness().violated("I1", "step ", index, " of ", instance.id(), " began before those that it follows");
        }
        String id = instance.id() + ".s" + index;
        TaskRow row = new TaskRow(
                new TaskRow.Place(id, instance.id(), instance.id(), id, TENANT),
                new TaskRow.Kind("s" + index, null, step.type().taskType(), "1.0.0"),
                new TaskRow.State(new TaskLifecycle.Ready(), 1, steps.token(), false),
                new TaskRow.Terms(
                        in.terms().retries(),
                        in.terms().timeoutSeconds(),
                        in.terms().heartbeatSeconds(),
                        step.type().effect()));
        TaskEntry task =
                new TaskEntry(instance, index, request(row), row, in.time().now());
        in.tables().taskRows().put(id, task);
        steps.created(task);
    }

    private static LeasedTask request(TaskRow row) {
        return new LeasedTask(
                new Attempt(
                        new TaskId(row.id()), row.state().attempt(), row.state().token()),
                Action.EXECUTE,
                new Demand(row.kind().taskType(), row.kind().pinnedVersion(), null, List.of()),
                INPUTS,
                List.of(),
                new TimeLimits(
                        Scheduler.START,
                        row.terms().timeoutSeconds(),
                        row.terms().heartbeatSeconds()),
                new TaskContext(
                        TENANT, null, List.of(), Map.of("instance", row.place().instanceId()), null));
    }

    /** Takes in a task that belongs to no flow, as it is. */
    void adopt(LeasedTask request) {
        Attempt attempt = request.attempt();
        String id = attempt.taskId().value();
        TaskRow row = new TaskRow(
                new TaskRow.Place(id, id, id, id, request.context().tenant()),
                new TaskRow.Kind(
                        id, null, request.demand().taskType(), request.demand().pinnedVersion()),
                new TaskRow.State(new TaskLifecycle.Ready(), attempt.number(), attempt.token(), false),
                new TaskRow.Terms(
                        in.terms().retries(),
                        request.limits().timeoutSeconds(),
                        request.limits().heartbeatSeconds(),
                        Effect.PURE));
        Instance alone = new Instance(id, new Flow(List.of()));
        in.tables()
                .taskRows()
                .put(id, new TaskEntry(alone, -1, request, row, in.time().now()));
    }

    /** Ends an instance before its end, with all that is open in it. */
    void delete(Instance instance) {
        boolean forgets = in.planted().has(Mutation.CANCEL_FORGETS_READY_TASKS);
        steps.cancel(tasksOf(instance).stream()
                .filter(task -> !(forgets && task.status() instanceof TaskLifecycle.Ready))
                .toList());
        instance.to(Instance.State.CANCELLED);
        steps.tell(instance, "ended");
    }

    List<TaskEntry> tasksOf(Instance instance) {
        return in.tables().tasks().stream()
                .filter(task -> task.instance() == instance)
                .toList();
    }

    /** Fires the boundary timers that are due; those of a suspended instance wait. */
    void fireTimers() {
        for (TaskEntry task : List.copyOf(in.tables().tasks())) {
            int seconds = task.flowStep().timerSeconds();
            boolean due = seconds > 0 && in.time().now() >= task.createdAt() + seconds * 1000L;
            if (due && !task.status().isFinal() && task.instance().state() == Instance.State.RUNNING) {
                if (!(in.planted().has(Mutation.TIMER_LEAVES_TASK)
                        && task.instance().isDone(task.step()))) {
                    fire(task);
                }
            }
        }
    }

    private void fire(TaskEntry task) {
        if (!in.planted().has(Mutation.TIMER_LEAVES_TASK)) {
            steps.cancel(List.of(task));
        }
        done(task.instance(), task.step());
    }
}
