package dev.trellis.simulation.actor;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.simulation.host.TaskType;
import dev.trellis.simulation.port.Network;
import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.schedule.Strand;
import java.util.List;
import java.util.Map;

/** Somebody who can write to every queue: sends again what was sent, forges outcomes, and sends garbage. */
public final class Adversary {
    private static final List<String> GARBAGE =
            List.of("", "no json", "{}", "{\"contract\":\"trellis/v1\",\"task_id\":\"i1.s0\"}");
    private final Surroundings in;

    public Adversary(Surroundings in) {
        this.in = in;
    }

    /** Does so many things within the first minutes. */
    public void begin(int deeds, OsProcess process) {
        for (int i = 0; i < deeds; i++) {
            Strand unused = in.time().spawn(process, () -> {
                in.time().sleep(in.chance().between(0, 150_000));
                act();
            });
        }
    }

    private void act() {
        switch (in.chance().between(0, 5)) {
            case 0, 1, 2 -> sendAgain();
            case 3, 4 -> forge();
            default -> garbage();
        }
    }

    private void sendAgain() {
        List<Network.Sent> seen = in.network().seen();
        if (!seen.isEmpty()) {
            Network.Sent old = in.chance().of(seen);
            in.witness().trace().say("adversary", "sends again to ", old.queue());
            in.network().travel(old.queue(), old.body(), 0);
        }
    }

    private void forge() {
        String task = "i" + in.chance().between(1, 3) + ".s" + in.chance().between(0, 5);
        String token = in.chance().of("", "forged", "token-0", "null");
        in.witness().trace().say("adversary", "forges an outcome of ", task, " under '", token, "'");
        in.network().travel(QueueNames.OUTCOMES, success(task, in.chance().between(1, 3), token), 0);
    }

    private static String success(String task, int attempt, String token) {
        return OutcomeJson.write(new Outcome(
                new Attempt(new TaskId(task), attempt, token),
                Action.EXECUTE,
                new Result.Succeeded(new Payload.Inline(new Json("{\"run\":\"forged\"}")), List.of()),
                Map.of(),
                Scheduler.START,
                Scheduler.START,
                null,
                Json.EMPTY_OBJECT));
    }

    private void garbage() {
        String body = in.chance().of(GARBAGE);
        String queue = in.chance().permille(500)
                ? QueueNames.OUTCOMES
                : in.chance().of(TaskType.values()).queue();
        in.witness().trace().say("adversary", "sends garbage to ", queue);
        if (queue.equals(QueueNames.OUTCOMES) && !body.isEmpty()) {
            in.witness().letters().garbage(body);
        }
        in.network().travel(queue, body, 0);
    }
}
