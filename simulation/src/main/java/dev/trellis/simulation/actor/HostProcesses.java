package dev.trellis.simulation.actor;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.PdoTrigger;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.TaskRequestJson;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.nudge.NudgePlan;
import dev.trellis.host.nudge.Situation;
import dev.trellis.simulation.host.Host;
import dev.trellis.simulation.host.TaskType;
import dev.trellis.simulation.mutation.Mutation;
import dev.trellis.simulation.port.Bodies;
import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Strand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of the host over its one database: they take in outcomes and do the regular work, and die and come back. */
public final class HostProcesses {
    private static final Duration VISIBILITY = Duration.ofSeconds(30);
    private static final List<String> DEAD_LETTER_QUEUES = Stream.concat(
                    Stream.of(TaskType.values()).map(TaskType::queue), Stream.of(QueueNames.OUTCOMES))
            .map(QueueNames::deadLetter)
            .toList();

    private final Surroundings in;
    private final Host host;
    private final PdoTrigger trigger;
    private int processes;

    public HostProcesses(Surroundings in, Host host, PdoTrigger trigger) {
        this.in = in;
        this.host = host;
        this.trigger = trigger;
    }

    /** Keeps so many processes running. */
    public void begin(int many, OsProcess cloud) {
        for (int i = 0; i < many; i++) {
            Strand unused = in.time().spawn(cloud, this::keepOne);
        }
    }

    private void keepOne() {
        while (true) {
            OsProcess process = new OsProcess("host-" + ++processes);
            host.begins(process);
            Strand intake = in.time().spawn(process, this::takeIn);
            Strand chores = in.time().spawn(process, this::work);
            while (intake.process().isAlive() && chores.process().isAlive()) {
                in.time().sleep(1_000);
            }
            in.time().sleep(in.chance().between(500, 5_000));
        }
    }

    private void takeIn() {
        in.network().knock(QueueNames.OUTCOMES);
        while (true) {
            in.network().awaitLook(QueueNames.OUTCOMES);
            try {
                List<Received> batch = in.queues().receive(QueueNames.OUTCOMES, 10, Duration.ZERO, VISIBILITY);
                if (!batch.isEmpty()) {
                    apply(batch);
                }
            } catch (PortUnavailableException away) {
                in.time().sleep(500);
                in.network().knock(QueueNames.OUTCOMES);
            }
        }
    }

    private void apply(List<Received> batch) {
        List<String> receipts = batch.stream().map(Received::receipt).toList();
        if (in.planted().has(Mutation.DELETED_BEFORE_COMMIT)) {
            in.queues().delete(QueueNames.OUTCOMES, receipts);
        }
        for (Received message : batch) {
            host.outcome(message.body());
            in.witness().handled(message.messageId());
        }
        in.queues().delete(QueueNames.OUTCOMES, receipts);
    }

    /** One turn a second: timers, nudges, tombstones, and now and then the dead letters. */
    private void work() {
        NudgePlan plan = NudgePlan.QUIET;
        for (int turn = 0; ; turn++) {
            in.time().sleep(1_000);
            host.timers();
            plan = nudge(plan);
            try {
                if (turn % 2 == 0) {
                    host.sweep(in.executions());
                }
                if (turn % 5 == 0) {
                    DEAD_LETTER_QUEUES.forEach(this::bury);
                }
            } catch (PortUnavailableException away) {
                in.witness().trace().say("host", "chores put off: ", away.getMessage());
            }
        }
    }

    private NudgePlan nudge(NudgePlan plan) {
        Situation situation = new Situation(host.workWaits(), host.anyOrchestratorListens());
        if (plan.nudges(situation, in.time().instant())) {
            trigger.nudge();
        }
        return plan.after(situation, in.time().instant());
    }

    private void bury(String queue) {
        if (in.network().queues().depth(queue) == 0) {
            return;
        }
        for (Received message : in.queues().receive(queue, 10, Duration.ZERO, VISIBILITY)) {
            in.witness().letters().dead(Bodies.taskId(message.body()), message.body());
            host.deadLetter(message.body(), failed(message.body()));
            in.queues().delete(queue, List.of(message.receipt()));
        }
    }

    /** The end of the attempt that a dead request was for; null when it was no request. */
    private @Nullable Outcome failed(String body) {
        try {
            TaskRequest request = TaskRequestJson.read(body);
            TaskError error = new TaskError("message.dead_letter", "delivered too often", false);
            return new Outcome(
                    request.attempt(),
                    request.action(),
                    new Result.Failed(error),
                    Map.of(),
                    in.time().instant(),
                    in.time().instant(),
                    null,
                    Json.EMPTY_OBJECT);
        } catch (WireFormatException noRequest) {
            return null;
        }
    }
}
