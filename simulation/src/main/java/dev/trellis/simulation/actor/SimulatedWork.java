package dev.trellis.simulation.actor;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.simulation.host.TaskType;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import java.util.Arrays;
import java.util.List;

/** Work that takes time, changes the world in the middle of it, and ends in one of many ways. */
final class SimulatedWork implements TaskKind {
    static final String ADAPTER = "sim";

    private final Surroundings in;
    private int runs;

    SimulatedWork(Surroundings in) {
        this.in = in;
    }

    @Override
    public String adapter() {
        return ADAPTER;
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        TaskRequest request = scope.request();
        Attempt attempt = request.attempt();
        in.witness().executions().started(attempt, effectOf(request));
        in.witness().trace().say("work", attempt, " begins");
        spend(attempt, in.chance().permille(500) ? 0 : length(request));
        in.interference().crash("at the effect of", attempt.toString());
        if (!in.weather().isCalm() && in.chance().permille(150)) {
            return failed(attempt);
        }
        in.witness().executions().tookEffect(attempt);
        in.witness().trace().say("work", attempt, " takes effect");
        spend(attempt, in.chance().permille(500) ? 0 : length(request));
        Json outputs = new Json("{\"run\":\"r" + ++runs + "\"}");
        return new Result.Succeeded(new Payload.Inline(outputs), List.of());
    }

    private static Effect effectOf(TaskRequest request) {
        return Arrays.stream(TaskType.values())
                .filter(type -> type.taskType().equals(request.executor().taskType()))
                .findFirst()
                .orElseThrow()
                .effect();
    }

    private int length(TaskRequest request) {
        int timeout = request.limits().timeoutSeconds() * 1000;
        boolean calm = in.weather().isCalm();
        return !calm && in.chance().permille(150)
                ? in.chance().between(timeout / 2, timeout * 2)
                : in.chance().between(0, 6_000);
    }

    /** Told to end, work ends at once, tidies up for a while, or does not care. */
    private void spend(Attempt attempt, long millis) throws InterruptedException {
        long end = in.time().now() + millis;
        try {
            in.time().sleepInterruptibly(millis);
        } catch (InterruptedException told) {
            int manner = in.chance().between(0, 9);
            in.witness().trace().say("work", attempt, " is told to end, manner ", manner);
            if (manner < 6) {
                throw told;
            }
            in.time()
                    .sleep(
                            manner < 8
                                    ? in.chance().between(0, 4_000)
                                    : Math.max(0, end - in.time().now()));
        }
    }

    private Result failed(Attempt attempt) throws TaskFailedException {
        in.witness().trace().say("work", attempt, " fails");
        return switch (in.chance().between(0, 5)) {
            case 0 -> throw TaskFailedException.permanent("broken", "cannot be done");
            case 1 -> new Result.CompensateRequired(new TaskError("undo", "undo what came before", false));
            case 2 -> throw new IllegalStateException("unforeseen");
            default -> throw TaskFailedException.passing("flaky", "not now");
        };
    }
}
