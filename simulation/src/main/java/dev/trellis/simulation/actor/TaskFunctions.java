package dev.trellis.simulation.actor;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.simulation.host.TaskType;
import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.schedule.Strand;
import dev.trellis.tde.runtime.Launcher;
import dev.trellis.tde.runtime.Ports;
import dev.trellis.tde.runtime.TaskRunner;
import dev.trellis.tde.runtime.Waiter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The functions of task types: each message of their queues starts a process that runs the real {@link TaskRunner}. */
public final class TaskFunctions {
    private static final MemoryArtifacts ARTIFACTS = new MemoryArtifacts("simulation");

    private final Surroundings in;
    private final Duration visibility;
    private final int most;
    private final SimulatedWork work;
    private final Ports ports;
    private final List<OsProcess> running = new ArrayList<>();
    private int processes;

    /**
     * @param visibility how long a message stays hidden while a function has it
     * @param most processes at the same time for each queue
     */
    public TaskFunctions(Surroundings in, Duration visibility, int most) {
        this.in = in;
        this.visibility = visibility;
        this.most = most;
        this.work = new SimulatedWork(in);
        this.ports = new Ports(in.queues(), in.executions(), ARTIFACTS);
    }

    /** Connects the queues of all task types. */
    public void connect(OsProcess cloud) {
        for (TaskType type : TaskType.values()) {
            Strand unused = in.time().spawn(cloud, () -> source(type.queue()));
        }
    }

    private void source(String queue) {
        List<OsProcess> mine = new ArrayList<>();
        while (true) {
            in.network().awaitLook(queue);
            mine.removeIf(process -> !process.isAlive());
            while (mine.size() >= most) {
                in.time().sleep(1_000);
                mine.removeIf(process -> !process.isAlive());
            }
            for (Received message : in.network().receive(queue, 1, visibility)) {
                mine.add(start(queue, message));
            }
        }
    }

    private OsProcess start(String queue, Received message) {
        OsProcess process = new OsProcess("tde-" + ++processes);
        running.removeIf(other -> !other.isAlive());
        running.add(process);
        Strand unused = in.time().spawn(process, () -> handle(queue, message, process));
        return process;
    }

    /** What a platform of functions does: it deletes what was handled, and lets come again what was not. */
    private void handle(String queue, Received message, OsProcess process) {
        Scheduler time = in.time();
        in.witness().trace().say(process.toString(), "takes ", message.messageId(), " of ", queue);
        Waiter waiter = (task, longest) -> {
            long end = time.now() + longest.toMillis();
            boolean goOn = !task.isDone() && time.now() < end;
            while (goOn) {
                boolean unused = time.parkUntil(end);
                goOn = !task.isDone() && time.now() < end;
            }
            return task.isDone();
        };
        Launcher launcher = task -> {
            Strand strand = time.spawn(process, task);
            return () -> time.interrupt(strand);
        };
        try {
            TaskRunner runner = new TaskRunner(ports, work, time, process::toString, launcher, waiter);
            Optional<Json> outcome = runner.perform(message.body());
            if (outcome.isPresent()) {
                publish(outcome.get());
            }
            in.queues().delete(queue, List.of(message.receipt()));
        } catch (PortUnavailableException | WireFormatException | InterruptedException | IOException comesAgain) {
            in.witness().trace().say(process.toString(), "fails: ", comesAgain.getMessage());
        }
        process.kill();
    }

    private void publish(Json outcome) {
        in.witness().executions().told(OutcomeJson.read(outcome.text()).attempt(), outcome.text());
        if (!in.queues().send(QueueNames.OUTCOMES, List.of(outcome.text())).isEmpty()) {
            throw new PortUnavailableException("the outcome was not taken");
        }
    }

    /** Whether no process runs. */
    public boolean areIdle() {
        return running.stream().noneMatch(OsProcess::isAlive);
    }
}
